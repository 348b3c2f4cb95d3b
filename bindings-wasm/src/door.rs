//! Cửa: how functions and handles are written down for wasm-bindgen, once for all of them.

/// Handles with their methods, or functions, under their JavaScript names and with their TypeScript
/// types. The value of a call becomes a `JsValue`; an error of the core is thrown.
macro_rules! door {
    ($($(#[$about:meta])* struct $handle:ident($core:ty) {
        $($(#[$doc:meta])* fn $name:ident($($argument:tt)*) -> $($option:ident)? $typescript:literal = $call:expr;)*
    })+) => {$(
        $(#[$about])*
        #[wasm_bindgen]
        pub struct $handle($core);

        #[wasm_bindgen]
        impl $handle {$(
            $(#[$doc])*
            #[wasm_bindgen($($option,)? unchecked_return_type = $typescript)]
            pub fn $name($($argument)*) -> Answer { Ok(JsValue::from($call)) }
        )*}
    )+};
    ($($(#[$doc:meta])* fn $name:ident($($argument:tt)*) -> $typescript:literal = $call:expr;)+) => {$(
        $(#[$doc])*
        #[wasm_bindgen(unchecked_return_type = $typescript)]
        pub fn $name($($argument)*) -> Answer { Ok(JsValue::from($call)) }
    )+};
}

pub(crate) use door;
