//! `[select]` and `each`: which releases a feed has.

use toml::de::DeValue;

use super::table::{Fault, Table, choice, string, strings};
use crate::article::Term;
use crate::feed::{Condition, Facet, Quantifier, Selection};
use crate::language::Language;

/// The facets by their names in `[select]`.
const FACETS: [(&str, Facet); 5] = [
    ("tags", Facet::Tag),
    ("kind", Facet::Kind),
    ("issuer", Facet::Issuer),
    ("place", Facet::Place),
    ("language", Facet::Language),
];

/// The facets by the names that `each` gives to one of their values.
const SINGULARS: [(&str, Facet); 5] = [
    ("tag", Facet::Tag),
    ("kind", Facet::Kind),
    ("issuer", Facet::Issuer),
    ("place", Facet::Place),
    ("language", Facet::Language),
];

const QUANTIFIERS: [(&str, Quantifier); 3] =
    [("any", Quantifier::Any), ("all", Quantifier::All), ("none", Quantifier::None)];

/// Reads `[select]`; without it a feed has every release.
pub(super) fn read(table: &mut Table<'_>) -> Selection {
    let not_a_table =
        |_: &DeValue<'_>| Err(Fault::new("this is not a table", "write `[select]` and conditions below it"));
    table.nested("select", select, not_a_table).unwrap_or_default()
}

/// Takes the condition `kind = "correction"` out of a selection, if it is there: no kind of release is meant by it, but
/// corrections of releases.
pub(super) fn take_corrections(selection: &mut Selection) -> bool {
    let is_meant = |condition: &Condition| {
        condition.facet == Facet::Kind
            && condition.quantifier == Quantifier::Any
            && condition.values == ["correction"]
    };
    let count = selection.conditions.len();
    selection.conditions.retain(|condition| !is_meant(condition));
    selection.conditions.len() < count
}

/// The facet in `each`.
pub(super) fn each(value: &DeValue<'_>) -> Result<Facet, Fault> {
    choice(string(value)?, &SINGULARS)
}

fn select(table: &mut Table<'_>) -> Selection {
    let conditions = FACETS.into_iter().filter_map(|(name, facet)| {
        let plain = |value: &DeValue<'_>| Ok(vec![condition(facet, Quantifier::Any, value)?]);
        table.nested(name, |table| quantified(facet, table), plain)
    });
    Selection { conditions: conditions.flatten().collect() }
}

fn quantified(facet: Facet, table: &mut Table<'_>) -> Vec<Condition> {
    let condition = |(name, quantifier)| table.optional(name, |value| condition(facet, quantifier, value));
    QUANTIFIERS.into_iter().filter_map(condition).collect()
}

fn condition(facet: Facet, quantifier: Quantifier, value: &DeValue<'_>) -> Result<Condition, Fault> {
    let values = strings(value)?;
    if values.is_empty() {
        return Err(Fault::new("this list is empty", "name at least one value, or remove the line"));
    }
    let values = values.into_iter().map(|value| normal_form(facet, value)).collect::<Result<_, _>>()?;
    Ok(Condition { facet, quantifier, values })
}

/// The form in which values of this facet are compared.
fn normal_form(facet: Facet, value: &str) -> Result<String, Fault> {
    if facet == Facet::Language {
        return Language::parse(value)
            .map(|language| language.as_str().to_ascii_lowercase())
            .map_err(|error| Fault::new(error, "write a BCP 47 tag such as \"id\""));
    }
    Term::parse(value).map(|term| term.slug().to_string()).ok_or_else(|| {
        Fault::new(format!("`{value}` has no letter or digit"), "write the value as releases have it")
    })
}
