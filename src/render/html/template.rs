//! The templates: compiled once, escaping by themselves. They are part of the program, so a fault in one is a bug.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Output, State, UndefinedBehavior, Value, escape_formatter};
use serde::Serialize;

const SOURCES: [(&str, &str); 9] = [
    ("macros.html", include_str!("templates/macros.html")),
    ("layout.html", include_str!("templates/layout.html")),
    ("home.html", include_str!("templates/home.html")),
    ("month.html", include_str!("templates/month.html")),
    ("release.html", include_str!("templates/release.html")),
    ("withdrawn.html", include_str!("templates/withdrawn.html")),
    ("feeds.html", include_str!("templates/feeds.html")),
    ("feed.html", include_str!("templates/feed.html")),
    ("message.html", include_str!("templates/message.html")),
];

#[expect(clippy::expect_used, reason = "the templates are part of the program, and tests render every one")]
static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let own_lines = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(own_lines.expect("the usual delimiters do not clash"));
    environment.set_formatter(escape);
    for (name, source) in SOURCES {
        environment.add_template(name, source).expect("a template compiles");
    }
    environment
});

/// The page that a template makes of a view.
#[expect(clippy::expect_used, reason = "the templates are part of the program, and tests render every one")]
pub(super) fn render(name: &str, view: impl Serialize) -> String {
    let template = TEMPLATES.get_template(name).expect("the template is one of the sources");
    template.render(Serde(view)).expect("the view has what its template asks for")
}

/// Escapes as XML does: the engine's own way also escapes every slash, which makes addresses hard to read.
fn escape(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(output.write_str(&quick_xml::escape::escape(text))?),
        _ => escape_formatter(output, state, value),
    }
}
