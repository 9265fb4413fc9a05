//! Which releases a definition selects.
