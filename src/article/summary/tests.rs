//! Summaries by example.

use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::article::{ArticleId, Body, Markup};
use crate::site::Slug;

fn article(title: &str, language: &str, body: &str, markup: Markup) -> Article {
    Article::new(
        ArticleId::parse("tag:a.example,2026:a").unwrap(),
        Slug::parse("a").unwrap(),
        Text::line(title),
        Language::parse(language).unwrap(),
        DateTime::UNIX_EPOCH,
        Body::new(body, markup),
    )
}

fn summary(language: &str, body: &str) -> String {
    of(&article("The title", language, body, Markup::Markdown)).as_str().to_owned()
}

#[test]
fn a_human_summary_wins() {
    let human = Article {
        summary: Some(Text::line("By hand.")),
        ..article("T", "en", "The body is here.", Markup::Markdown)
    };
    assert_eq!(of(&human).as_str(), "By hand.");
}

#[test]
fn a_lead_below_key_points_loses_its_dateline_too() {
    let body = "• The office opens on the first of May, and nobody needs to ask for a day beforehand, it was said.\n\n\
                Ciudad de Ejemplo.- La secretaría ha abierto hoy una oficina nueva en el norte de la ciudad.";
    let article = article("The title", "es", body, Markup::Plain);
    assert_eq!(
        of(&article).as_str(),
        "La secretaría ha abierto hoy una oficina nueva en el norte de la ciudad."
    );
}

#[test]
fn the_lead_stands_without_what_surrounds_it() {
    let body = "# The title\n\nFOR IMMEDIATE RELEASE\n\nNomor: SP. 1/2025\n\nPin It\n\n![x](a.png)\n\nFoto: Humas\n\n\
                JAKARTA, 27 November 2017 – The ministry has opened a new office. It is open daily from eight to four, \
                and it has forty rooms.\n\nMore follows.";
    assert_eq!(
        summary("en", body),
        "The ministry has opened a new office. It is open daily from eight to four, and it has forty rooms."
            .to_owned()
            + " More follows."
    );
}

#[test]
fn a_long_lead_is_enough() {
    let lead = "The ministry has opened a new office in the old town, with forty rooms, a hall, and a garden behind it.";
    assert_eq!(summary("en", &format!("{lead}\n\nMore follows.")), lead);
}

#[test]
fn a_caption_before_the_dateline_is_not_the_lead() {
    let body =
        "Menteri memberikan sambutan dalam forum di Jakarta.\n\nJAKARTA – Indonesia fokus. Ini penting.";
    assert_eq!(summary("id", body), "Indonesia fokus. Ini penting.");
}

#[test]
fn tables_lists_and_headings_are_passed_over() {
    assert_eq!(summary("en", "## Head.\n\n- Item.\n\n| a. |\n|---|\n| b. |\n\nThe text."), "The text.");
    assert_eq!(summary("en", "- One thing.\n- Another."), "One thing. Another.");
}

#[test]
fn a_line_that_announces_a_list_is_no_summary() {
    assert_eq!(
        summary("en", "Task:\n\n- Open the bridge\n- Close the road!"),
        "Open the bridge. Close the road!"
    );
    assert_eq!(summary("en", "Task:\n\n| a | b |\n|---|---|\n| 1 | 2 |"), "The title");
    assert_eq!(summary("zh", "任务：\n\n- 修桥"), "修桥。");
}

#[test]
fn no_text_leaves_the_title() {
    assert_eq!(summary("en", "![only](a.png)"), "The title");
}

#[test]
fn a_long_first_sentence_is_cut_between_words() {
    let made = summary("en", &"word ".repeat(300));
    assert!(made.ends_with("word…") && made.chars().count() <= 500, "{made}");
}

proptest! {
    #[test]
    fn any_text_gives_a_short_summary(body in any::<String>(), language in "(en|id|ja|ar|th|de)") {
        let made = of(&article("T", &language, &body, Markup::Markdown));
        prop_assert!(made.chars().count() <= MOST && !made.is_blank());
    }
}
