//! Rulesets out of fragments: in go a page's base ruleset and what an example
//! adds to it, out comes a whole ruleset.

use serde_json::Value;

/// The base with the declarations of `more` on top: one of the same name is
/// replaced, and the base's own tests, which it need not pass any more, go.
pub fn declarations_on(base: &str, more: &str) -> String {
    let replaced: Vec<String> = declarations(more)
        .iter()
        .filter_map(|text| key(text))
        .collect();
    let kept = declarations(base)
        .into_iter()
        .filter(|text| match key(text) {
            Some(key) => !key.starts_with("test ") && !replaced.contains(&key),
            None => true,
        });
    format!("{}{more}", kept.collect::<String>())
}

/// The base, and a flag for each expression that prints what it is.
pub fn values_ruleset(base: &str, expressions: &[&str]) -> String {
    let mut more = String::new();
    for (index, expression) in expressions.iter().enumerate() {
        more.push_str(&format!("let value_{index} = {expression}\n"));
        more.push_str(&format!(
            "rule \"value {index}\"\n  flag \"{{value_{index}}}\"\n"
        ));
    }
    declarations_on(base, &more)
}

/// The texts of the flags that [`values_ruleset`] raised.
pub fn values(json: &str, count: usize) -> Result<Vec<String>, String> {
    let document: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let decision = match &document {
        Value::Array(decisions) => decisions.first(),
        other => Some(other),
    };
    let flags = decision.and_then(|decision| decision.get("flags")?.as_array());
    let flags = flags.ok_or("the decision has no flags")?;
    let text = |index: usize| {
        let rule = format!("value {index}");
        let flag = flags
            .iter()
            .find(|flag| flag.get("rule").is_some_and(|name| *name == *rule));
        let text = flag.and_then(|flag| flag.get("text")?.as_str());
        text.map(str::to_owned)
            .ok_or_else(|| format!("{rule} is not among the flags"))
    };
    (0..count).map(text).collect()
}

/// A text cut before every line that begins with a letter.
fn declarations(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        if line.starts_with(char::is_alphabetic) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    parts
}

/// What a declaration is called, so that another of that name can take its place.
fn key(declaration: &str) -> Option<String> {
    let line = declaration.lines().next()?;
    let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
    let word = rest.split([':', '=', ' ']).next().unwrap_or_default();
    match kind {
        "choice" | "group" | "input" | "plan" | "setting" | "let" => Some(word.to_owned()),
        "ruleset" | "otherwise" => Some(kind.to_owned()),
        "rule" | "test" | "example" | "guarantee" => Some(format!("{kind} {}", rest.trim_end())),
        _ => None,
    }
}
