//! Images that the newsroom shows of itself: on another server, or files of its own.

use std::path::Path;

use toml::de::DeValue;

use super::KeepFile;
use super::site::web_url;
use super::table::{Fault, string};
use crate::file::FileName;
use crate::site::{SiteImage, Size};

/// Reads what images are written as.
#[derive(Clone, Copy)]
pub(super) struct Images<'a> {
    /// The newsroom's folder.
    pub(super) root: &'a Path,
    /// What is done with a file to serve it.
    pub(super) keep: KeepFile<'a>,
}

impl Images<'_> {
    pub(super) fn read(self, value: &DeValue<'_>) -> Result<SiteImage, Fault> {
        let written = string(value)?;
        if written.contains("://") {
            return web_url(written).map(SiteImage::Elsewhere);
        }
        let refuse = |reason: String| {
            Fault::new(reason, "name an image below the newsroom's folder, such as `assets/logo.png`")
        };
        let name = FileName::parse(written).map_err(|error| refuse(error.to_string()))?;
        let path = self.root.join(written);
        // A symbolic link could lead out of the newsroom.
        let is_inside = path.canonicalize().and_then(|real| Ok(real.starts_with(self.root.canonicalize()?)));
        match is_inside
            .and_then(|is_inside| if is_inside { (self.keep)(&path, name).map(Some) } else { Ok(None) })
        {
            Ok(Some(file)) if file.media_type.starts_with("image/") => {
                let size = imagesize::size(&file.path).ok();
                let size = size.and_then(|size| {
                    Some(Size { width: size.width.try_into().ok()?, height: size.height.try_into().ok()? })
                });
                Ok(SiteImage::Own(file, size))
            }
            Ok(Some(file)) => Err(refuse(format!("`{written}` is not an image but {}", file.media_type))),
            Ok(None) => Err(refuse(format!("`{written}` leads out of the newsroom's folder"))),
            Err(error) => Err(refuse(format!("`{written}` can't be read: {error}"))),
        }
    }
}
