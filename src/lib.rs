//! Dateline publishes press releases as feeds: out at their second, corrected openly, withdrawn everywhere.
//!
//! The modules below stand in reading order. The core is pure: a [`catalog::Catalog`], feed definitions and an
//! instant give a snapshot of every resource; only the edges read files, sockets and the clock.
//! `docs/ARCHITECTURE.md` has the map and the invariants.

// Text that any feed format can carry.
pub mod text;

// Languages, as BCP 47 tags.
pub mod language;

// What is wrong with an input, where, and what to do about it.
pub mod problem;

// Files as they are served: name, type, length, hash.
pub mod file;

// The site and the closed set of its public addresses.
pub mod site;

// A valid press release.
pub mod article;

// What is public when.
pub mod catalog;

// From a text as it comes to the fields of a release, with evidence.
pub mod intake;

// Files that are written whole.
pub mod disk;

// The newsroom on disk.
pub mod store;

// Feed definitions, and the neutral feeds made from them.
pub mod feed;

// From neutral feeds to the bytes of each format.
pub mod render;

// Every resource that is served at one instant.
pub mod snapshot;

// What subscribers will see of a newsroom, by comparing it with an earlier one.
pub mod compare;

// What the press office wrote, made into a site and its feed definitions.
pub mod config;

// The only reader of wall time.
pub mod clock;

// The loop that keeps the served snapshot true.
pub mod publisher;

// Answers requests from the current snapshot.
pub mod http;

// The command line.
pub mod cli;

// What each command does.
pub mod command;
