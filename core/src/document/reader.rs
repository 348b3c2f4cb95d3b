//! Đọc cây tài liệu: a tree as the values of a type, with the path to the first that does not fit.
//!
//! The place is written down on the way back from what was refused, so that reading costs every type
//! the one copy of its code that serde derives. That keeps the WebAssembly module small.

use super::tree::{Node, Step};
use crate::Error;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde_json::Number;
use std::borrow::Cow;
use std::fmt;
use std::slice::Iter;

/// Why a tree is not a value of the type asked for.
#[derive(Debug)]
pub(crate) struct Refusal(Box<(Vec<Step>, String)>);

impl Refusal {
    /// The steps to what was refused.
    pub(crate) fn steps(&self) -> Vec<Step> {
        self.0.0.iter().rev().cloned().collect()
    }

    pub(crate) fn reason(&self) -> &str {
        &self.0.1
    }

    pub(super) fn error(self) -> Error {
        let (steps, reason) = *self.0;
        Error::InvalidDocument { path: Step::path(steps.iter().rev()), reason }
    }

    #[cold]
    fn within(mut self, step: Step) -> Self {
        self.0.0.push(step);
        self
    }

    #[cold]
    fn under(self, key: &str) -> Self {
        self.within(Step::Key(key.to_owned()))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self(Box::new((Vec::new(), reason.to_string())))
    }

    // JSON has words of its own for what stands there, such as null.
    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(serde_json::Error::invalid_type(unexpected, expected))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(serde_json::Error::invalid_value(unexpected, expected))
    }
}

impl Node<'_> {
    #[cold]
    fn refused(&self, expected: &dyn Expected) -> Refusal {
        de::Error::invalid_type(self.unexpected(), expected)
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Bool(value) => Unexpected::Bool(*value),
            Self::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => Unexpected::Unsigned(value),
                (None, Some(value)) => Unexpected::Signed(value),
                (None, None) => Unexpected::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            Self::Text(text) => Unexpected::Str(text),
            Self::List(_) => Unexpected::Seq,
            Self::Object(_) => Unexpected::Map,
        }
    }
}

fn number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Refusal> {
    match (number.as_u64(), number.as_i64()) {
        (Some(value), _) => visitor.visit_u64(value),
        (None, Some(value)) => visitor.visit_i64(value),
        (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
    }
}

fn list<'de, V: Visitor<'de>>(nodes: &[Node<'_>], visitor: V) -> Result<V::Value, Refusal> {
    let mut items = Items { nodes: nodes.iter(), length: nodes.len() };
    let value = visitor.visit_seq(&mut items)?;
    if items.nodes.len() == 0 { Ok(value) } else { Err(longer(nodes.len())) }
}

#[cold]
fn longer(length: usize) -> Refusal {
    de::Error::invalid_length(length, &"fewer elements in array")
}

fn object<'de, V: Visitor<'de>>(entries: &[(Cow<'_, str>, Node<'_>)], visitor: V) -> Result<V::Value, Refusal> {
    visitor.visit_map(Entries { entries: entries.iter(), entry: None })
}

/// The methods that ask for one kind of value, and refuse the others.
macro_rules! only {
    ($pattern:pat => $read:expr, $visitor:ident: $($method:ident($($ignored:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(self, $(_: $ignored,)* $visitor: V) -> Result<V::Value, Refusal> {
            match self {
                $pattern => $read,
                other => Err(other.refused(&$visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for &Node<'_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(*value),
            Node::Number(value) => number(value, visitor),
            Node::Text(text) => visitor.visit_str(text),
            Node::List(nodes) => list(nodes, visitor),
            Node::Object(entries) => object(entries, visitor),
        }
    }

    only!(Node::Null => visitor.visit_unit(), visitor: deserialize_unit() deserialize_unit_struct(&'static str));
    only!(Node::Bool(value) => visitor.visit_bool(*value), visitor: deserialize_bool());
    only!(Node::Number(value) => number(value, visitor), visitor:
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_f32() deserialize_f64());
    only!(Node::Text(text) => visitor.visit_str(text), visitor:
        deserialize_str() deserialize_string() deserialize_char() deserialize_identifier());
    only!(Node::List(nodes) => list(nodes, visitor), visitor:
        deserialize_seq() deserialize_tuple(usize) deserialize_tuple_struct(&'static str, usize));
    only!(Node::Object(entries) => object(entries, visitor), visitor:
        deserialize_map() deserialize_struct(&'static str, &'static [&'static str]));

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if matches!(self, Node::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let (name, value) = self.variant()?;
        visitor.visit_enum(Variant { name, value })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any!(bytes byte_buf);
}

impl<'t> Node<'t> {
    /// The name of a variant, and what stands under it.
    fn variant(&self) -> Result<(&str, Option<&Self>), Refusal> {
        match self {
            Self::Text(name) => Ok((name, None)),
            Self::Object(entries) => match entries.as_slice() {
                [(name, value)] => Ok((name, Some(value))),
                _ => Err(de::Error::invalid_value(Unexpected::Map, &"map with a single key")),
            },
            other => Err(other.refused(&"string or map")),
        }
    }
}

struct Items<'n, 't> {
    nodes: Iter<'n, Node<'t>>,
    length: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'_, '_> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let Some(node) = self.nodes.next() else { return Ok(None) };
        match seed.deserialize(node) {
            Ok(value) => Ok(Some(value)),
            Err(refusal) => Err(refusal.within(Step::Index(self.length - self.nodes.len() - 1))),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.nodes.len())
    }
}

struct Entries<'n, 't> {
    entries: Iter<'n, (Cow<'t, str>, Node<'t>)>,
    entry: Option<&'n (Cow<'t, str>, Node<'t>)>,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        self.entry = self.entries.next();
        let Some((key, _)) = self.entry else { return Ok(None) };
        match seed.deserialize(&Node::Text(Cow::Borrowed(key))) {
            Ok(value) => Ok(Some(value)),
            Err(refusal) => Err(refusal.under(key)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let Some((key, value)) = self.entry else { return Err(de::Error::custom("value is missing")) };
        seed.deserialize(value).map_err(|refusal| refusal.under(key))
    }
}

struct Variant<'n, 't> {
    name: &'n str,
    value: Option<&'n Node<'t>>,
}

impl<'n, 't> Variant<'n, 't> {
    /// What stands under the name, read; a name alone has nothing to read.
    fn read<T>(self, expected: &str, read: impl FnOnce(&'n Node<'t>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let Some(value) = self.value else {
            return Err(de::Error::invalid_type(Unexpected::UnitVariant, &expected));
        };
        read(value).map_err(|refusal| refusal.under(self.name))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refusal> {
        Ok((seed.deserialize(&Node::Text(Cow::Borrowed(self.name)))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        if self.value.is_none() { Ok(()) } else { self.read("unit variant", Deserialize::deserialize) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        self.read("newtype variant", |value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.read("tuple variant", |value| value.deserialize_seq(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        self.read("struct variant", |value| value.deserialize_map(visitor))
    }
}
