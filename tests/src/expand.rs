//! Short forms in test documents: a record repeated, a file taken in.

use serde_json::{Map, Value};

/// Expands `$repeat` in arrays and `$file` in objects, everywhere in a document.
///
/// `{"$repeat": 3, "of": X}` in an array becomes three copies of X with `{n}` in its texts
/// replaced by 1, 2, 3. `{"$file": "cases/c3.json", "$with": {...}}` becomes the document `load`
/// gives for that name, itself expanded, with the given keys replaced or added.
///
/// ```
/// use serde_json::json;
/// let short = json!({"tasks": [{"$repeat": 2, "of": {"id": "task {n}"}}]});
/// let long = cchc_tests::expand::expand(&short, &|name| Err(format!("no file {name}")))?;
/// assert_eq!(long, json!({"tasks": [{"id": "task 1"}, {"id": "task 2"}]}));
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// A sentence that says which short form is malformed or which file is missing.
pub fn expand(value: &Value, load: &dyn Fn(&str) -> Result<Value, String>) -> Result<Value, String> {
    match value {
        Value::Array(items) => {
            let mut expanded = Vec::new();
            for item in items {
                match item.get("$repeat") {
                    Some(times) => {
                        let times = times.as_u64().ok_or_else(|| format!("$repeat is {times}, not a count"))?;
                        let of = item.get("of").ok_or("$repeat without of")?;
                        let of = expand(of, load)?;
                        expanded.extend((1..=times).map(|number| numbered(&of, &number.to_string())));
                    }
                    None => expanded.push(expand(item, load)?),
                }
            }
            Ok(Value::Array(expanded))
        }
        Value::Object(members) => match members.get("$file") {
            Some(name) => {
                let name = name.as_str().ok_or("$file is not a name")?;
                let mut document = expand(&load(name)?, load)?;
                if let (Some(Value::Object(with)), Value::Object(document)) = (members.get("$with"), &mut document) {
                    for (key, value) in with {
                        document.insert(key.clone(), expand(value, load)?);
                    }
                }
                Ok(document)
            }
            None => {
                let members = members.iter().map(|(key, value)| Ok((key.clone(), expand(value, load)?)));
                members.collect::<Result<Map<_, _>, String>>().map(Value::Object)
            }
        },
        other => Ok(other.clone()),
    }
}

fn numbered(value: &Value, number: &str) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace("{n}", number)),
        Value::Array(items) => items.iter().map(|item| numbered(item, number)).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), numbered(value, number))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}
