//! `touchline man`: in go the commands as `clap` knows them, out come their
//! manual pages, one a command, with examples and exit codes.

use std::io;
use std::path::{Path, PathBuf};

use clap_mangen::Man;

use super::exit::{Exit, Stop};
use super::output::{self, Output};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::pipeline::io_reason;

/// Print the manual pages
///
/// Without an option it prints the page of the program, or of the command named. With --output all
/// pages are written to a folder, one a command, as `man` finds them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline man | man -l -                 read the page of the program
  touchline man eval | man -l -            read that of a command
  touchline man --output ~/.local/share/man/man1
  man touchline-eval                       once they lie there")]
pub(super) struct Args {
    /// The command whose page to print
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    page: Option<String>,

    /// Write the pages of all commands to this folder, which is made if there is none
    #[arg(long, short, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    output: Option<PathBuf>,
}

/// What the heading of a part of the help is called in a manual.
const SECTIONS: &[(&str, &str)] = &[("Examples:", "EXAMPLES"), ("Exit codes:", "EXIT STATUS")];

/// Prints or writes pages; `command` is the whole program.
pub(super) fn run(args: &Args, command: clap::Command) -> Result<Exit, Stop> {
    let mut program = command
        .disable_help_subcommand(true)
        .subcommand_value_name("COMMAND")
        .subcommand_help_heading("COMMANDS");
    program.build();
    match &args.output {
        Some(folder) => write(&program, folder),
        None => {
            let page = match &args.page {
                Some(name) => find(&program, name)?,
                None => &program,
            };
            output::print(&page_of(page, &program))?;
            Ok(Exit::Done)
        }
    }
}

/// Writes the pages of all commands.
fn write(program: &clap::Command, folder: &Path) -> Result<Exit, Stop> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let name = folder.display();
        let reason = io_reason(&error);
        let message = format!("the folder `{name}` cannot be made: {reason}");
        let diagnostic = Diagnostic::error(Code::CannotWrite, message);
        Stop::command(diagnostic.help("check the path, and that you may write there"))
    })?;
    for command in commands(program) {
        let name = command.get_display_name().unwrap_or(command.get_name());
        let mut file = Output::open(Some(&folder.join(format!("{name}.1"))))?;
        file.write(|out| out.write_all(page_of(command, program).as_bytes()))?;
        file.finish()?;
    }
    let first = folder.join(format!("{}.1", program.get_name()));
    output::print(&format!(
        "wrote the pages of all commands to {}\nto read the first: man -l {}\n",
        folder.display(),
        first.display()
    ))?;
    Ok(Exit::Done)
}

/// The program and its commands.
fn commands(program: &clap::Command) -> impl Iterator<Item = &clap::Command> {
    std::iter::once(program).chain(program.get_subcommands())
}

fn find<'a>(program: &'a clap::Command, name: &str) -> Result<&'a clap::Command, Stop> {
    program.find_subcommand(name).ok_or_else(|| {
        let names = program.get_subcommands().map(|command| command.get_name());
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `touchline man {near}`?"),
            None => "`touchline --help` lists them".to_owned(),
        };
        let message = format!("there is no page of a command `{name}`");
        Stop::command(Diagnostic::error(Code::CannotRead, message).help(help))
    })
}

/// The page of a command.
fn page_of(command: &clap::Command, program: &clap::Command) -> String {
    let man = Man::new(command.clone());
    let name = command.get_display_name().unwrap_or(command.get_name());
    let version = program.get_version().unwrap_or_default();
    // The page is of no date: the same program prints the same page.
    let title = escaped(&name.to_uppercase());
    let mut page = format!(".TH \"{title}\" \"1\" \"\" \"touchline {version}\" \"Touchline\"\n");
    let mut rendered = Vec::new();
    // Into memory, where nothing can fail.
    let _ = render(&man, command, &mut rendered);
    page.push_str(&String::from_utf8_lossy(&rendered));
    let own = parts(command);
    let shared = parts(program).into_iter();
    let shared = shared.filter(|part| part.starts_with("Exit codes:"));
    let is_program = std::ptr::eq(command, program);
    for part in own.into_iter().chain(shared.filter(|_| !is_program)) {
        page.push_str(&section(&part));
    }
    page.push_str(".SH \"SEE ALSO\"\n");
    let others: Vec<String> = commands(program)
        .filter(|other| !std::ptr::eq(*other, command))
        .filter(|other| is_program || std::ptr::eq(*other, program))
        .map(|other| other.get_display_name().unwrap_or(other.get_name()))
        .map(|name| format!("\\fB{}\\fR(1)", escaped(name)))
        .collect();
    page.push_str(&format!("{}\n", others.join(",\n")));
    page
}

fn render(man: &Man, command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    match command.has_subcommands() {
        true => man.render_subcommands_section(page),
        false => Ok(()),
    }
}

/// What stands below the options in a command's help, parted at blank lines.
fn parts(command: &clap::Command) -> Vec<String> {
    let after = command.get_after_help().map(ToString::to_string);
    let after = after.unwrap_or_default();
    after.split("\n\n").map(str::to_owned).collect()
}

/// A part of the help as a section; as a paragraph where it has no heading of a section.
fn section(part: &str) -> String {
    let mut lines = part.lines();
    let first = lines.next().unwrap_or_default();
    let known = SECTIONS.iter().find(|(heading, _)| *heading == first);
    let Some((_, title)) = known else {
        return format!(".PP\n{}\n", literal(part));
    };
    let mut out = format!(".SH \"{title}\"\n.nf\n");
    for line in lines {
        out.push_str(&literal(line.strip_prefix("  ").unwrap_or(line)));
        out.push('\n');
    }
    out.push_str(".fi\n");
    out
}

/// A line that is no request, whatever it begins with.
fn literal(line: &str) -> String {
    match line.starts_with(['.', '\'']) {
        true => format!("\\&{}", escaped(line)),
        false => escaped(line),
    }
}

/// The signs that `roff` would set in another way.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '\'' => out.push_str("\\(aq"),
            '`' => out.push_str("\\(ga"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            c => out.push(c),
        }
    }
    out
}
