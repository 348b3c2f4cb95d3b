//! Cây tài liệu: JSON text as a tree, before anything is expected of it.

use crate::Error;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use std::borrow::Cow;
use std::fmt;

/// A value of a document. Keys stand in the order and as often as they were written, so that one that
/// stands twice can be refused.
#[derive(Debug)]
pub(crate) enum Node<'t> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'t, str>),
    List(Vec<Self>),
    Object(Vec<(Cow<'t, str>, Self)>),
}

/// One step of the path to a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    /// A path as messages have it, such as `criteria[2].max`; a point for the document itself.
    pub(crate) fn path<'s>(steps: impl Iterator<Item = &'s Self>) -> String {
        let mut path = String::new();
        for step in steps {
            match step {
                Self::Key(key) if path.is_empty() => path.push_str(key),
                Self::Key(key) => path.extend([".", key]),
                Self::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        if path.is_empty() { ".".to_owned() } else { path }
    }
}

impl<'t> Node<'t> {
    /// # Errors
    /// `document.invalid` for text that is not JSON, with the path that was reached.
    pub(crate) fn parse(text: &'t str) -> Result<Self, Error> {
        let mut steps = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(text);
        Growing(&mut steps)
            .deserialize(&mut reader)
            .and_then(|node| reader.end().map(|()| node))
            .map_err(|error| Error::InvalidDocument { path: Step::path(steps.iter()), reason: error.to_string() })
    }
}

/// A part of a document as it stands, for types that look at all of it before they know what it is.
impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Growing(&mut Vec::new()).deserialize(deserializer)
    }
}

/// Grows a tree; the steps lead to what is being read.
struct Growing<'s>(&'s mut Vec<Step>);

impl<'t> DeserializeSeed<'t> for Growing<'_> {
    type Value = Node<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Node<'t>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Growing<'_> {
    type Value = Node<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Node<'t>, E> {
        Ok(Node::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Node<'t>, E> {
        Ok(Node::Bool(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Node<'t>, E> {
        Ok(Node::Number(value.into()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node<'t>, E> {
        Ok(Node::Number(value.into()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Node<'t>, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }
    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Node<'t>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Node<'t>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<Node<'t>, A::Error> {
        let mut list = Vec::new();
        self.0.push(Step::Index(0));
        while let Some(node) = seq.next_element_seed(Growing(self.0))? {
            list.push(node);
            self.0.pop();
            self.0.push(Step::Index(list.len()));
        }
        self.0.pop();
        Ok(Node::List(list))
    }
    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Node<'t>, A::Error> {
        let mut object = Vec::new();
        while let Some(Node::Text(key)) = map.next_key_seed(Growing(self.0))? {
            self.0.push(Step::Key(key.clone().into_owned()));
            object.push((key, map.next_value_seed(Growing(self.0))?));
            self.0.pop();
        }
        Ok(Node::Object(object))
    }
}
