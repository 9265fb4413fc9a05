//! The summary that is made of a release's lead where no human wrote one.
