//! Dateline publishes press releases as feeds: out at their second, corrected openly, withdrawn everywhere.
//!
//! The modules below stand in reading order. The core is pure: a [`catalog::Catalog`], feed definitions and an
//! instant give a snapshot of every resource; only the edges read files, sockets and the clock.
//! `docs/ARCHITECTURE.md` has the map and the invariants.

/// A valid press release.
pub mod article;
/// What is public when.
pub mod catalog;
/// The command line.
pub mod cli;
/// The only reader of wall time.
pub mod clock;
/// What each command does.
pub mod command;
/// What the press office wrote, made into a site and its feed definitions.
pub mod config;
/// Feed definitions, and the neutral feeds made from them.
pub mod feed;
/// Files as they are served: name, type, length, hash.
pub mod file;
/// Answers requests from the current snapshot.
pub mod http;
/// From a text as it comes to the fields of a release, with evidence.
pub mod intake;
/// Languages, as BCP 47 tags.
pub mod language;
/// What is wrong with an input, where, and what to do about it.
pub mod problem;
/// The loop that keeps the served snapshot true.
pub mod publisher;
/// From neutral feeds to the bytes of each format.
pub mod render;
/// The site and the closed set of its public addresses.
pub mod site;
/// Every resource that is served at one instant.
pub mod snapshot;
/// The newsroom on disk.
pub mod store;
/// Text that any feed format can carry.
pub mod text;
