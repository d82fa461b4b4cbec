//! Declarations other than rules, tables and tests: in go the nodes of `ruleset`,
//! `include`, `choice`, `group`, `input`, `plan`, `setting` and `let`, out come [`Declaration`]s.

use crate::ast::{
    ChoiceDecl, Combine, Declaration, Direction, GroupDecl, Ident, IncludeDecl, InputDecl,
    InputKind, LetDecl, RulesetDecl, SettingDecl, Text, TypeExpr, TypeKind, UnitName,
};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Node, Rule, has, parts};
use super::reader::Reader;

/// The clauses met so far in a declaration, most of which it may have once.
#[derive(Default)]
pub(super) struct Seen {
    clauses: Vec<(&'static str, Span)>,
}

impl Seen {
    /// Whether this clause is the first of its kind; a second one is reported.
    pub(super) fn first(
        &mut self,
        reader: &mut Reader<'_>,
        clause: &'static str,
        span: Span,
    ) -> bool {
        let span = reader.first_line(span);
        let Some((_, first)) = self.clauses.iter().find(|(name, _)| *name == clause) else {
            self.clauses.push((clause, span));
            return true;
        };
        let error = Diagnostic::error(
            Code::DuplicateClause,
            format!("`{clause}` stands twice in this declaration"),
        )
        .label(span, "the second")
        .label(*first, "the first");
        reader.error(match clause {
            "when" => error.help("join the two conditions with `and`, or with `or`"),
            "unless" => error.help("join the two conditions with `or`"),
            _ => error.help("keep one of them"),
        });
        false
    }
}

impl<'s> Reader<'s> {
    /// Any declaration.
    pub(super) fn declaration(&mut self, node: Node<'s>) -> Option<Declaration> {
        let span = self.span(&node);
        Some(match node.as_rule() {
            Rule::ruleset => Declaration::Ruleset(self.ruleset(node, span)?),
            Rule::include => Declaration::Include(self.include(node, span)?),
            Rule::choice => {
                let mut inner = parts(node);
                let name = self.ident(&inner.next()?);
                let (members, ordered) = self.members(inner.next()?);
                Declaration::Choice(ChoiceDecl {
                    name,
                    members,
                    ordered,
                    span,
                })
            }
            Rule::group => {
                let mut names = parts(node).map(|name| self.ident(&name));
                Declaration::Group(GroupDecl {
                    name: names.next()?,
                    choice: names.next()?,
                    members: names.collect(),
                    span,
                })
            }
            Rule::input => Declaration::Input(self.input(node, span)?),
            Rule::setting => {
                let mut inner = parts(node);
                let name = self.ident(&inner.next()?);
                let ty = self.type_expr(inner.next()?)?;
                let value = self.expr(inner.next()?)?;
                let about = self.about_clauses(inner)?;
                Declaration::Setting(SettingDecl {
                    name,
                    ty,
                    value,
                    about,
                    span,
                })
            }
            Rule::let_decl => {
                let mut inner = parts(node);
                let name = self.ident(&inner.next()?);
                let value = self.condition(inner.next()?)?;
                let about = self.about_clauses(inner)?;
                Declaration::Let(LetDecl {
                    name,
                    value,
                    about,
                    span,
                })
            }
            Rule::table => Declaration::Table(self.table(node, span)?),
            Rule::rule_decl => Declaration::Rule(self.rule(node, span)?),
            Rule::otherwise => Declaration::Otherwise(self.otherwise(node, span)?),
            Rule::guarantee => Declaration::Guarantee(self.guarantee(node, span)?),
            Rule::example => Declaration::Example(self.example(node, span)?),
            Rule::test => Declaration::Test(self.test(node, span)?),
            _ => return None,
        })
    }

    /// The texts of a clause such as `stages "…", "…"`.
    pub(super) fn texts(&self, node: Node<'_>) -> Vec<Text> {
        parts(node).map(|text| self.text(&text)).collect()
    }

    fn ruleset(&mut self, node: Node<'s>, span: Span) -> Option<RulesetDecl> {
        let mut inner = parts(node);
        let mut decl = RulesetDecl {
            title: self.text(&inner.next()?),
            about: None,
            source: None,
            version: None,
            stages: Vec::new(),
            athlete_columns: Vec::new(),
            date_columns: Vec::new(),
            span,
        };
        let mut seen = Seen::default();
        for clause in inner.filter_map(|clause| clause.into_inner().next()) {
            let span = self.span(&clause);
            let rule = clause.as_rule();
            let texts = self.texts(clause);
            match rule {
                Rule::athlete_column => decl.athlete_columns.extend(texts),
                Rule::date_column => decl.date_columns.extend(texts),
                Rule::stages if seen.first(self, "stages", span) => decl.stages = texts,
                Rule::about if seen.first(self, "about", span) => {
                    decl.about = texts.into_iter().next();
                }
                Rule::source if seen.first(self, "source", span) => {
                    decl.source = texts.into_iter().next();
                }
                Rule::version if seen.first(self, "version", span) => {
                    decl.version = texts.into_iter().next();
                }
                _ => {}
            }
        }
        Some(decl)
    }

    fn include(&mut self, node: Node<'s>, span: Span) -> Option<IncludeDecl> {
        let mut inner = parts(node);
        let mut path = self.text(&inner.next()?);
        // Where curly quotes were reported, blanks stand for them.
        if path.value.starts_with("  ") {
            path.value = path.value.trim().to_owned();
        }
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for clause in inner.filter_map(|clause| clause.into_inner().next()) {
            if clause.as_rule() == Rule::without_rules {
                without.extend(self.texts(clause));
                continue;
            }
            for setting in parts(clause) {
                let mut inner = parts(setting);
                let name = self.ident(&inner.next()?);
                with.push((name, self.expr(inner.next()?)?));
            }
        }
        Some(IncludeDecl {
            path,
            with,
            without,
            span,
        })
    }

    /// `chest, back`, or `green < amber`; whether they are ordered.
    fn members(&mut self, node: Node<'_>) -> (Vec<Ident>, bool) {
        let ordered = has(&node, Rule::less);
        let members = parts(node).map(|name| self.ident(&name)).collect();
        (members, ordered)
    }

    fn input(&mut self, node: Node<'s>, span: Span) -> Option<InputDecl> {
        let kind = if has(&node, Rule::plan_) {
            InputKind::Plan
        } else {
            InputKind::Input
        };
        let mut inner = parts(node);
        let name = self.ident(&inner.next()?);
        let mut decl = InputDecl {
            kind,
            name,
            ty: self.type_expr(inner.next()?)?,
            ask: None,
            at: None,
            columns: Vec::new(),
            missing_means: None,
            several_a_day: None,
            direction: None,
            about: None,
            span,
        };
        let mut seen = Seen::default();
        let mut fine = true;
        for clause in inner.filter_map(|clause| clause.into_inner().next()) {
            let span = self.span(&clause);
            match clause.as_rule() {
                Rule::column => decl.columns.extend(self.texts(clause)),
                Rule::ask if seen.first(self, "ask", span) => {
                    decl.ask = self.texts(clause).pop();
                }
                Rule::at_stage if seen.first(self, "at", span) => {
                    decl.at = self.texts(clause).pop();
                }
                Rule::about if seen.first(self, "about", span) => {
                    decl.about = self.texts(clause).pop();
                }
                Rule::missing_means if seen.first(self, "missing means", span) => {
                    decl.missing_means = self.expr(parts(clause).next()?);
                    fine &= decl.missing_means.is_some();
                }
                Rule::several_a_day if seen.first(self, "several a day", span) => {
                    let how = clause.into_inner().last()?;
                    let combine = match how.as_rule() {
                        Rule::average_ => Combine::Average,
                        Rule::highest_ => Combine::Highest,
                        Rule::lowest_ => Combine::Lowest,
                        _ => Combine::Sum,
                    };
                    decl.several_a_day = Some((combine, span));
                }
                Rule::direction if seen.first(self, "higher is …", span) => {
                    let direction = if has(&clause, Rule::worse_) {
                        Direction::Worse
                    } else {
                        Direction::Better
                    };
                    decl.direction = Some((direction, has(&clause, Rule::yes_), span));
                }
                _ => {}
            }
        }
        fine.then_some(decl)
    }

    /// `scale 0 to 10 for each muscle, lasting`
    fn type_expr(&mut self, node: Node<'s>) -> Option<TypeExpr> {
        let span = self.span(&node);
        let lasting = has(&node, Rule::lasting);
        let mut inner = parts(node);
        let kind = self.kind(inner.next()?.into_inner().next()?)?;
        let each = inner
            .find(|part| part.as_rule() == Rule::name)
            .map(|name| self.ident(&name));
        Some(TypeExpr {
            kind,
            each,
            lasting,
            span,
        })
    }

    fn kind(&mut self, node: Node<'s>) -> Option<TypeKind> {
        let rule = node.as_rule();
        let whole = has(&node, Rule::whole_number_);
        let mut inner = parts(node);
        Some(match rule {
            Rule::scale => TypeKind::Scale {
                from: self.number(&inner.next()?)?,
                to: self.number(&inner.next()?)?,
            },
            Rule::number_type => TypeKind::Number {
                whole,
                range: self.range(inner.next())?,
            },
            Rule::truth_type => TypeKind::Truth,
            Rule::one_of => {
                let (members, ordered) = self.members(inner.next()?);
                TypeKind::OneOf { members, ordered }
            }
            Rule::set_of => TypeKind::SetOf(self.ident(&inner.next()?)),
            Rule::date_type => TypeKind::Date,
            _ => {
                let name = self.unit(&inner.next()?);
                let range = inner.next();
                if let Some(error) = self.half_a_type(&name, range.as_ref()) {
                    self.error(error);
                    return None;
                }
                TypeKind::Named {
                    name,
                    range: self.range(range)?,
                }
            }
        })
    }

    /// `scale from 0 to 10`: read as the name of a unit or a choice.
    fn half_a_type(&self, name: &UnitName, range: Option<&Node<'_>>) -> Option<Diagnostic> {
        let range = range.filter(|_| name.text == "scale")?;
        let bounds = range.as_str().trim().strip_prefix("from")?.trim();
        let written = format!("scale {bounds}");
        let from = self.span(range);
        Some(
            Diagnostic::error(Code::Syntax, "`from` is not needed after `scale`")
                .label(
                    Span::new(from.file, from.start, from.start + 4),
                    "not needed",
                )
                .help(format!("write `{written}`"))
                .fix(name.span.to(from), written)
                .sure(),
        )
    }

    /// `from 0 to 16`: `None` where a bound is no number, `Some(None)` where there is no range.
    #[allow(clippy::option_option)]
    fn range(&mut self, node: Option<Node<'s>>) -> Option<Option<(f64, f64)>> {
        let Some(node) = node else {
            return Some(None);
        };
        let mut bounds = parts(node);
        let from = self.number(&bounds.next()?)?;
        let to = self.number(&bounds.next()?)?;
        Some(Some((from, to)))
    }

    /// `about "…"`, the one clause of a setting or a `let`.
    #[allow(clippy::option_option)]
    fn about_clauses(&mut self, clauses: impl Iterator<Item = Node<'s>>) -> Option<Option<Text>> {
        let mut seen = Seen::default();
        let mut about = None;
        for clause in clauses {
            let span = self.span(&clause);
            if seen.first(self, "about", span) {
                about = self.texts(clause.into_inner().next()?).pop();
            }
        }
        Some(about)
    }
}
