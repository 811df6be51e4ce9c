//! HEIC: boxes (ISO 14496-12) of which one, `meta`, says which bytes belong to which item: pictures, and what was noted
//! about them, such as where they were taken.
//!
//! We cannot make such a picture anew as we do with PNG and JPEG. Instead, everything is emptied that no picture needs:
//! bytes that belong to no picture become zeros, boxes we do not know become empty space. What is left stays where it was, so
//! that the picture is bit for bit the same.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{FileRefusal, Size, be16, be32};

/// Stretches of the file's bytes.
type Ranges = Vec<Range<usize>>;

/// The most boxes beside each other, the most items of a picture (a telephone's has about 60), and the most stretches of bytes that
/// they lie in, all together.
const MOST: usize = 10_000;

/// Brands of still pictures in HEVC.
const STILL: [&[u8]; 4] = [b"heic", b"heix", b"heim", b"heis"];
/// Items that make up a picture.
const PICTURES: [&[u8]; 6] = [b"hvc1", b"hev1", b"grid", b"iden", b"iovl", b"tmap"];
/// What `meta` needs for them.
const META: [&[u8]; 9] = [b"hdlr", b"dinf", b"pitm", b"iinf", b"iref", b"iprp", b"iloc", b"idat", b"grpl"];
/// What a picture's properties may be.
const PROPERTIES: [&[u8]; 17] = [
    b"hvcC", b"lhvC", b"ispe", b"pixi", b"colr", b"pasp", b"clap", b"irot", b"imir", b"auxC", b"rloc", b"clli", b"mdcv", b"cclv", b"lsel",
    b"oinf", b"tols",
];

/// A box: where it begins, where its content begins, where it ends.
struct Part<'a> {
    kind: &'a [u8],
    at: usize,
    body: usize,
    end: usize,
}

/// What has to go.
struct Plan {
    /// Bytes to be zeros.
    empty: Vec<Range<usize>>,
    /// Where the names of boxes stand that are to be empty space.
    free: Vec<usize>,
}

/// Whether it begins as a still picture in HEVC.
pub(super) fn is_heic(bytes: &[u8]) -> bool {
    let Some(length) = be32(bytes, 0).and_then(|length| usize::try_from(length).ok()) else { return false };
    let Some(brands) = bytes.get(8..length).filter(|brands| bytes[4..].starts_with(b"ftyp") && brands.len() <= 512) else { return false };
    let mut all = brands.chunks_exact(4).enumerate().filter(|(place, _)| *place != 1).map(|(_, brand)| brand);
    all.any(|brand| STILL.contains(&brand))
}

/// Whether it can be read as far as is needed to empty it.
pub(super) fn check(bytes: &[u8]) -> Result<(), FileRefusal> {
    plan(bytes).map(drop)
}

/// The picture without anything that was noted about it.
///
/// # Errors
/// When it is not whole, or huge when it is opened.
pub fn without_notes(mut bytes: Vec<u8>) -> Result<Vec<u8>, FileRefusal> {
    let Plan { empty, free } = plan(&bytes)?;
    for range in empty {
        bytes[range].fill(0);
    }
    for name in free {
        bytes[name..name + 4].copy_from_slice(b"free");
    }
    Ok(bytes)
}

fn plan(bytes: &[u8]) -> Result<Plan, FileRefusal> {
    let parts = parts(bytes, 0..bytes.len()).ok_or(FileRefusal::Broken)?;
    let one = |kind: &[u8]| {
        let mut found = parts.iter().filter(|part| part.kind == kind);
        found.next().filter(|_| found.next().is_none())
    };
    let meta = one(b"meta").filter(|_| one(b"ftyp").is_some()).ok_or(FileRefusal::Broken)?;
    let mut plan = Plan { empty: Vec::new(), free: Vec::new() };
    let (needed_in_file, needed_in_meta) = of_meta(bytes, meta, &mut plan)?;
    for part in &parts {
        match part.kind {
            b"ftyp" | b"meta" => {}
            b"mdat" => plan.keep_only(part.body..part.end, &needed_in_file),
            _ => plan.drop_box(part),
        }
    }
    let inside = children(bytes, meta).ok_or(FileRefusal::Broken)?;
    for idat in inside.iter().filter(|part| part.kind == b"idat") {
        let needed: Vec<_> = needed_in_meta.iter().map(|range| idat.body + range.start..idat.body + range.end).collect();
        plan.keep_only(idat.body..idat.end, &needed);
    }
    Ok(plan)
}

impl Plan {
    /// Empties what lies in `range` and in none of the ranges that are needed.
    fn keep_only(&mut self, range: Range<usize>, needed: &[Range<usize>]) {
        let mut needed: Vec<_> = needed.iter().filter(|keep| keep.end > range.start && keep.start < range.end).collect();
        needed.sort_by_key(|keep| keep.start);
        let mut at = range.start;
        for keep in needed {
            if keep.start > at {
                self.empty.push(at..keep.start);
            }
            at = at.max(keep.end);
        }
        if at < range.end {
            self.empty.push(at..range.end);
        }
    }

    /// Makes a box empty space of the same length.
    fn drop_box(&mut self, part: &Part<'_>) {
        self.free.push(part.at + 4);
        self.empty.push(part.body..part.end);
    }
}

/// The boxes that fill `range`.
fn parts(bytes: &[u8], range: Range<usize>) -> Option<Vec<Part<'_>>> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let (length, header) = match be32(bytes, at)? {
            // To the end of the file.
            0 if range.end == bytes.len() => (range.end - at, 8),
            // A long one: its length stands behind its name.
            1 => (usize::try_from((u64::from(be32(bytes, at + 8)?) << 32) | u64::from(be32(bytes, at + 12)?)).ok()?, 16),
            length => (usize::try_from(length).ok()?, 8),
        };
        let end = at.checked_add(length).filter(|end| *end <= range.end && length >= header)?;
        if out.len() == MOST {
            return None;
        }
        out.push(Part { kind: bytes.get(at + 4..at + 8)?, at, body: at + header, end });
        at = end;
    }
    Some(out)
}

/// The boxes in a box that has a version.
fn children<'a>(bytes: &'a [u8], part: &Part<'_>) -> Option<Vec<Part<'a>>> {
    let body = part.body.checked_add(4).filter(|body| *body <= part.end)?;
    parts(bytes, body..part.end)
}

/// What pictures need of the file and of `idat`; notes what has to go of `meta` itself.
fn of_meta(bytes: &[u8], meta: &Part<'_>, plan: &mut Plan) -> Result<(Ranges, Ranges), FileRefusal> {
    let inside = children(bytes, meta).ok_or(FileRefusal::Broken)?;
    let one = |kind: &[u8]| {
        let mut found = inside.iter().filter(|part| part.kind == kind);
        found.next().filter(|_| found.next().is_none()).ok_or(FileRefusal::Broken)
    };
    for part in inside.iter().filter(|part| !META.contains(&part.kind)) {
        plan.drop_box(part);
    }
    let pictures = pictures(bytes, one(b"iinf")?, plan).filter(|items| !items.is_empty()).ok_or(FileRefusal::Broken)?;
    properties(bytes, one(b"iprp")?, plan)?;
    located(bytes, one(b"iloc")?, &pictures).ok_or(FileRefusal::Broken)
}

/// The numbers of the items that make up the picture.
fn pictures(bytes: &[u8], iinf: &Part<'_>, plan: &mut Plan) -> Option<BTreeSet<u32>> {
    let counted = if *bytes.get(iinf.body)? == 0 { 2 } else { 4 };
    let entries = parts(bytes, iinf.body + 4 + counted..iinf.end)?;
    let mut out = BTreeSet::new();
    for entry in entries {
        let (id, rest) = match (entry.kind, bytes.get(entry.body)?) {
            (b"infe", 2) => (be16(bytes, entry.body + 4)?.into(), entry.body + 8),
            (b"infe", 3) => (be32(bytes, entry.body + 4)?, entry.body + 10),
            _ => return None,
        };
        let kind = bytes.get(rest..rest + 4).filter(|_| rest + 4 <= entry.end)?;
        if PICTURES.contains(&kind) {
            out.insert(id);
        } else {
            // Of a kind nobody knows, so that nobody looks for a date or a place in the zeros that are left.
            plan.free.push(rest);
        }
        // A name, and for some what it holds: words of whoever made the file.
        plan.empty.push(rest + 4..entry.end);
    }
    Some(out)
}

/// Properties that are no property of a picture go; what says its size has to be one that can be opened.
fn properties(bytes: &[u8], iprp: &Part<'_>, plan: &mut Plan) -> Result<(), FileRefusal> {
    let inside = parts(bytes, iprp.body..iprp.end).ok_or(FileRefusal::Broken)?;
    let mut sized = false;
    for container in inside.iter().filter(|part| part.kind == b"ipco") {
        for property in parts(bytes, container.body..container.end).ok_or(FileRefusal::Broken)? {
            if !PROPERTIES.contains(&property.kind) {
                plan.drop_box(&property);
            }
            if property.kind == b"ispe" {
                let side = |at: usize| be32(bytes, property.body + at).filter(|_| property.body + at + 4 <= property.end);
                let (width, height) = side(4).zip(side(8)).ok_or(FileRefusal::Broken)?;
                Size::checked(width, height)?;
                sized = true;
            }
        }
    }
    if sized { Ok(()) } else { Err(FileRefusal::Broken) }
}

/// Reads numbers one after the other.
struct Numbers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Numbers<'_> {
    /// The next number of so many bytes: 0 to 8.
    fn next(&mut self, length: usize) -> Option<u64> {
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }
}

/// Where the bytes of these items lie: in the file, and in `idat`. Those of other items are counted, too: a short file can name
/// millions.
fn located(bytes: &[u8], iloc: &Part<'_>, pictures: &BTreeSet<u32>) -> Option<(Ranges, Ranges)> {
    let mut numbers = Numbers { bytes: &bytes[..iloc.end], at: iloc.body };
    let version = numbers.next(1)?;
    numbers.next(3)?;
    let sizes = numbers.next(2)?;
    let [offset, length, base, index] = [12, 8, 4, 0].map(|shift| ((sizes >> shift) & 15) as usize);
    if version > 2 || [offset, length, base, index].iter().any(|size| ![0, 4, 8].contains(size)) || length == 0 {
        return None;
    }
    let wide = if version == 2 { 4 } else { 2 };
    let most = MOST as u64;
    let (mut in_file, mut in_meta, mut stretches) = (Vec::new(), Vec::new(), 0);
    let items = numbers.next(wide)?;
    if items > most {
        return None;
    }
    for _ in 0..items {
        let item = u32::try_from(numbers.next(wide)?).ok()?;
        let method = if version == 0 { 0 } else { numbers.next(2)? & 15 };
        let elsewhere = numbers.next(2)? != 0;
        let begin = numbers.next(base)?;
        let needed = pictures.contains(&item);
        let here = numbers.next(2)?;
        stretches += here;
        if stretches > most {
            return None;
        }
        for _ in 0..here {
            if version > 0 {
                numbers.next(index)?;
            }
            let start = usize::try_from(begin.checked_add(numbers.next(offset)?)?).ok()?;
            let end = start.checked_add(usize::try_from(numbers.next(length)?).ok()?).filter(|end| *end <= bytes.len())?;
            if !needed {
                continue;
            }
            match method {
                _ if elsewhere || end == start => return None,
                0 => in_file.push(start..end),
                1 => in_meta.push(start..end),
                // Parts of other items: of no picture that is made today.
                _ => return None,
            }
        }
    }
    Some((in_file, in_meta))
}
