//! Biểu đồ (being drawn apart).
use crate::text::{Lang, Text};
use crate::number::Exact;
use serde::Serialize;
/// Biểu đồ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Chart { pub id: String, pub title: Text, pub alternative: Text, pub categories: Vec<Text>, pub values: Vec<Option<Exact>> }
impl Chart { pub fn to_svg(&self, _lang: Lang) -> String { String::new() } }
