//! Content codings (RFC 9110 §8.4.1), and the one place that compresses.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

/// How the bytes of a response are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coding {
    /// As they are.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// Brotli (RFC 7932).
    Brotli,
    /// Zstandard (RFC 8878).
    Zstd,
}

/// A good ratio at tens of megabytes a second: an edit must be out at once.
const GZIP_LEVEL: u32 = 6;
const BROTLI_QUALITY: i32 = 5;
const ZSTD_LEVEL: i32 = 3;
/// The window that every decoder has to offer (RFC 7932 §9.1 allows up to 24; browsers' default is 22).
const BROTLI_WINDOW: i32 = 22;

impl Coding {
    /// Every coding.
    pub const ALL: [Self; 4] = [Self::Identity, Self::Brotli, Self::Zstd, Self::Gzip];

    /// All codings that compress, the densest first.
    pub const COMPRESSED: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

    /// Its token in `Content-Encoding` and `Accept-Encoding`.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    /// The bytes in this coding; equal bytes always give equal results.
    pub(super) fn encode(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(bytes.to_vec()),
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
                encoder.write_all(bytes)?;
                encoder.finish()
            }
            Self::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_QUALITY,
                    lgwin: BROTLI_WINDOW,
                    size_hint: bytes.len(),
                    ..Default::default()
                };
                let mut encoded = Vec::new();
                brotli::BrotliCompress(&mut &bytes[..], &mut encoded, &parameters)?;
                Ok(encoded)
            }
            Self::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_encoded_decodes_to_the_same_bytes() {
        let bytes = "siaran pers ".repeat(2_000).into_bytes();
        let encoded = |coding: Coding| coding.encode(&bytes).unwrap();
        let mut gzip = Vec::new();
        flate2::read::GzDecoder::new(&encoded(Coding::Gzip)[..]).read_to_end(&mut gzip).unwrap();
        let mut brotli = Vec::new();
        brotli::BrotliDecompress(&mut &encoded(Coding::Brotli)[..], &mut brotli).unwrap();
        let zstd = zstd::bulk::decompress(&encoded(Coding::Zstd), bytes.len()).unwrap();
        assert!(gzip == bytes && brotli == bytes && zstd == bytes);
        for coding in Coding::COMPRESSED {
            assert!(encoded(coding).len() < bytes.len() / 10, "{coding:?}");
            assert_eq!(encoded(coding), encoded(coding));
        }
    }
}
