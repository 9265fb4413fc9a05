//! From feeds to bytes, by example and for any text, read back by parsers that are not ours.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod any_text;
mod bytes;
#[path = "../corpus/mod.rs"]
mod corpus;
mod fixture;
mod grammar;
mod lists;
#[path = "../program/mod.rs"]
mod program;
mod readers;
mod rules;
mod validator;
