//! Bảng ghép cột: how a table that is not the portal's own is to be read.

use super::portal::{self, Field, Kind};
use super::{tidy, values};
use crate::Error;
use crate::number::{shorten, shorten_list};
use crate::table::fold;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Bảng ghép cột: which column holds which field, what its words mean, and what holds for every row.
///
/// Headers and words are compared whatever their case, accents and spaces; targets are the portal's field
/// names or their titles.
///
/// ```
/// use cchc::dossier::{ColumnMap, read_dossiers};
/// let map: ColumnMap = serde_json::from_str(r#"{
///     "columns": {"Số phiếu": "MaHoSo", "Xong ngày": "NgayKetThucXuLy", "Ghi": null},
///     "values": {"TrangThaiHoSo": {"Xong": "9"}},
///     "constants": {"KenhThucHien": "2"}
/// }"#).unwrap();
/// let csv = "Số phiếu;Ngày tiếp nhận;Hạn trả;Xong ngày;Trạng thái;Ghi\nP1;02/03/2026;06/03/2026;05/03/2026;Xong;x\n";
/// let read = read_dossiers(csv.as_bytes(), &map)?;
/// assert_eq!((read.dossiers[0].id.as_str(), read.dossiers[0].status), ("P1", Some(9)));
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnMap {
    /// Cột nào là trường nào: a header of the table to a field; to none, and it is not read. A column named
    /// here goes before one that is known by its own header.
    pub columns: BTreeMap<String, Option<String>>,
    /// Từ nào là giá trị nào, by field; a word that stands for nothing is an empty cell.
    pub values: BTreeMap<String, BTreeMap<String, Option<String>>>,
    /// Giá trị chung của mọi dòng, of a field that no column holds.
    pub constants: BTreeMap<String, String>,
    /// Thứ tự ngày tháng.
    pub dates: DateOrder,
    /// Danh sách cơ quan, by identifier or name as the rows write them: a row of another is explained.
    pub agencies: Option<Vec<String>>,
    /// Định dạng; told from the content where it is left out.
    pub format: Option<TableFormat>,
}

/// Thứ tự ngày tháng in dates that do not begin with their year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateOrder {
    /// Ngày trước, as in Việt Nam: 02/03/2026 is 2 March.
    #[default]
    DayFirst,
    /// Tháng trước: 02/03/2026 is 3 February.
    MonthFirst,
    /// Such dates are refused; only those that begin with the year are read.
    Iso,
}

/// Định dạng của một tệp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TableFormat {
    /// Bảng CSV.
    Csv,
    /// Một danh sách JSON of records.
    Json,
    /// Mỗi dòng một bản ghi JSON.
    Ndjson,
}

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnUse {
    /// Read, by the map or by its own header.
    Read { field: Field, mapped: bool },
    /// Known and passed over, or left out by the map.
    Unread,
    /// Not known.
    Unknown,
}

/// A checked map, ready for look-ups.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) kind: Kind,
    pub(super) dates: DateOrder,
    pub(super) format: Option<TableFormat>,
    pub(super) agencies: Option<HashSet<String>>,
    /// Headers of the map as they were written, by their key, with their field.
    columns: BTreeMap<String, (String, Option<Field>)>,
    values: HashMap<Field, HashMap<String, String>>,
    constants: HashMap<Field, String>,
}

/// What two spellings of a header or a word have in common.
fn key(text: &str) -> String {
    let folded = fold(text);
    if folded.is_empty() { text.trim().to_owned() } else { folded }
}

impl Plan {
    /// # Errors
    /// `table.map_unknown_field`; `table.duplicate_column` for two columns, or a column and a constant, of
    /// one field; `table.unknown_value`, `date.invalid` for a word that stands for no value of its field.
    pub(super) fn of(kind: Kind, map: &ColumnMap) -> Result<Self, Error> {
        let field = |path: String, target: &str| {
            let found = portal::field(kind, target).and_then(|entry| entry.read_as);
            let accepted = || portal::readable(kind);
            found.ok_or_else(|| Error::MapUnknownField { path, target: shorten(target), accepted: accepted() })
        };
        let mut plan = Self {
            kind,
            dates: map.dates,
            format: map.format,
            agencies: map.agencies.as_ref().map(|names| names.iter().map(|name| tidy(name).into_owned()).collect()),
            columns: BTreeMap::new(),
            values: HashMap::new(),
            constants: HashMap::new(),
        };
        let mut taken: HashMap<Field, String> = HashMap::new();
        let mut take = |field: Field, second: String| match taken.insert(field, second.clone()) {
            Some(first) => Err(Error::DuplicateColumn { field: portal::name(field).to_owned(), first, second }),
            None => Ok(()),
        };
        for (header, target) in &map.columns {
            let path = || format!("columns.{}", shorten(header));
            let target = target.as_deref().map(|target| field(path(), target)).transpose()?;
            if let Some(field) = target {
                take(field, shorten(header))?;
            }
            if let Some((first, _)) = plan.columns.insert(key(header), (header.clone(), target)) {
                let (first, second) = (shorten(&first), shorten(header));
                return Err(Error::DuplicateColumn { field: "columns".to_owned(), first, second });
            }
        }
        for (target, value) in &map.constants {
            let found = field(format!("constants.{}", shorten(target)), target)?;
            take(found, format!("constants.{}", shorten(target)))?;
            values::check(found, value, map.dates)?;
            plan.constants.insert(found, value.clone());
        }
        for (target, words) in &map.values {
            let found = field(format!("values.{}", shorten(target)), target)?;
            let meanings = plan.values.entry(found).or_default();
            for (word, value) in words {
                let value = value.as_deref().unwrap_or_default();
                values::check(found, value, map.dates)?;
                meanings.insert(key(word), value.to_owned());
            }
        }
        Ok(plan)
    }

    /// What becomes of a column with this header.
    pub(super) fn use_of(&self, header: &str) -> ColumnUse {
        let mapped = (!self.columns.is_empty()).then(|| self.columns.get(&key(header))).flatten();
        match (mapped, portal::field(self.kind, header)) {
            (Some((_, Some(field))), _) => ColumnUse::Read { field: *field, mapped: true },
            (Some((_, None)), _) => ColumnUse::Unread,
            (None, Some(entry)) => {
                entry.read_as.map_or(ColumnUse::Unread, |field| ColumnUse::Read { field, mapped: false })
            }
            (None, None) => ColumnUse::Unknown,
        }
    }

    /// The columns of the map that are not among these headers.
    pub(super) fn missing<'h>(&self, headers: impl Iterator<Item = &'h str>) -> Vec<String> {
        if self.columns.is_empty() {
            return Vec::new();
        }
        let present: HashSet<String> = headers.map(key).collect();
        let missing = self.columns.iter().filter(|(key, _)| !present.contains(key.as_str()));
        missing.map(|(_, (header, _))| shorten(header)).collect()
    }

    /// # Errors
    /// `table.mapped_column_missing`.
    pub(super) fn all_present<'h>(&self, headers: impl Iterator<Item = &'h str> + Clone) -> Result<(), Error> {
        let columns = self.missing(headers.clone());
        if columns.is_empty() {
            return Ok(());
        }
        let present = shorten_list(headers.filter(|header| !header.is_empty()));
        Err(Error::MappedColumnMissing { columns, present })
    }

    pub(super) fn constant(&self, field: Field) -> Option<&str> {
        if self.constants.is_empty() { None } else { self.constants.get(&field).map(String::as_str) }
    }

    /// A cell with its word put for what it stands for.
    pub(super) fn meaning<'t>(&'t self, field: Field, cell: Cow<'t, str>) -> Cow<'t, str> {
        if self.values.is_empty() || cell.is_empty() {
            return cell;
        }
        let meaning = self.values.get(&field).and_then(|meanings| meanings.get(&key(&cell)));
        meaning.map_or(cell, |meaning| Cow::Borrowed(meaning.as_str()))
    }
}
