//! The `dateline` program.
#![allow(clippy::print_stdout)]
fn main() {}
