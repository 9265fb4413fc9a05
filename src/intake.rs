//! From a text as it comes to the fields of a release, each with its evidence.
//!
//! Pure: what can't be inferred safely is not guessed, and nothing here knows what day it is.

pub mod date;
