//! thinc's model files: msgpack of `{nodes, attrs, params, shims}`, one entry a layer in breadth-first
//! order; arrays as `msgpack-numpy` writes them, attributes as msgpack within msgpack.

use rmpv::ValueRef;

use crate::{Error, PipelineFiles};

/// The layers of a model, in breadth-first order; the first is the whole.
pub(crate) struct Layers {
    file: String,
    layers: Vec<Layer>,
}

pub(crate) struct Layer {
    pub(crate) name: String,
    refs: Vec<(String, usize)>,
    attrs: Vec<(String, rmpv::Value)>,
    params: Vec<(String, Array)>,
}

/// An array of 32-bit floats in C order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Array {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Vec<f32>,
}

/// A msgpack file as a value that borrows its strings and bytes.
pub(crate) fn unpack<'b>(files: &'b PipelineFiles, file: &str) -> Result<ValueRef<'b>, Error> {
    let mut bytes = files.need(file)?;
    rmpv::decode::read_value_ref(&mut bytes).map_err(|fault| Error::malformed(file, fault))
}

/// The value of a key in a msgpack map; keys may be strings or bytes.
pub(crate) fn field<'v, 'b>(value: &'v ValueRef<'b>, key: &str) -> Option<&'v ValueRef<'b>> {
    let ValueRef::Map(entries) = value else {
        return None;
    };
    entries.iter().find(|(k, _)| text(k) == Some(key)).map(|(_, v)| v)
}

/// A msgpack string, or bytes that are UTF-8.
pub(crate) fn text<'b>(value: &ValueRef<'b>) -> Option<&'b str> {
    match value {
        ValueRef::String(text) => text.into_str(),
        ValueRef::Binary(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

impl Layers {
    pub(crate) fn read(files: &PipelineFiles, file: &str) -> Result<Layers, Error> {
        let bad = |what: &str| Error::malformed(file, what);
        let value = unpack(files, file)?;
        let part = |name: &str| match field(&value, name) {
            Some(ValueRef::Array(items)) => Ok(items),
            _ => Err(Error::malformed(file, format!("no list {name:?}"))),
        };
        let (nodes, attrs, params) = (part("nodes")?, part("attrs")?, part("params")?);
        if nodes.len() != attrs.len() || nodes.len() != params.len() {
            return Err(bad("nodes, attrs and params differ in number"));
        }
        let mut layers = Vec::with_capacity(nodes.len());
        for ((node, attrs), params) in nodes.iter().zip(attrs).zip(params) {
            let name = field(node, "name").and_then(text).ok_or_else(|| bad("nameless layer"))?;
            let mut layer =
                Layer { name: name.to_owned(), refs: vec![], attrs: vec![], params: vec![] };
            if let Some(ValueRef::Map(refs)) = field(node, "refs") {
                for (key, index) in refs {
                    if let (Some(key), Some(index)) = (text(key), index_of(index)) {
                        layer.refs.push((key.to_owned(), index));
                    }
                }
            }
            if let ValueRef::Map(attrs) = attrs {
                for (key, value) in attrs {
                    let (Some(key), &ValueRef::Binary(mut packed)) = (text(key), value) else {
                        continue;
                    };
                    let value = rmpv::decode::read_value(&mut packed)
                        .map_err(|fault| Error::malformed(file, fault))?;
                    layer.attrs.push((key.to_owned(), value));
                }
            }
            if let ValueRef::Map(params) = params {
                for (key, value) in params {
                    let key = text(key).ok_or_else(|| bad("nameless parameter"))?;
                    if let Some(array) = array(value) {
                        layer.params.push((key.to_owned(), array));
                    }
                }
            }
            layers.push(layer);
        }
        Ok(Layers { file: file.to_owned(), layers })
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The layers of one kind, in order.
    pub(crate) fn named<'l>(&'l self, name: &str) -> Vec<(usize, &'l Layer)> {
        self.layers.iter().enumerate().filter(|(_, layer)| layer.name == name).collect()
    }

    /// The layer that the whole refers to by a name.
    pub(crate) fn reference(&self, name: &str) -> Result<(usize, &Layer), Error> {
        let index = self
            .layers
            .first()
            .and_then(|whole| whole.refs.iter().find(|(key, _)| key == name))
            .map(|&(_, index)| index);
        index.and_then(|index| Some((index, self.layers.get(index)?))).ok_or_else(|| {
            Error::unsupported(&self.file, format!("the model has no layer {name:?}"))
        })
    }

    /// A parameter, of so many dimensions.
    pub(crate) fn param<'l>(
        &self,
        layer: &'l Layer,
        key: &str,
        dimensions: usize,
    ) -> Result<&'l Array, Error> {
        let found = layer.params.iter().find(|(name, _)| name == key).map(|(_, array)| array);
        found.filter(|array| array.shape.len() == dimensions).ok_or_else(|| {
            let fault = format!("layer {:?} has no {dimensions}-d parameter {key:?}", layer.name);
            Error::malformed(&self.file, fault)
        })
    }

    /// A whole-number attribute.
    pub(crate) fn number(&self, layer: &Layer, key: &str) -> Result<u64, Error> {
        layer.attr(key).and_then(rmpv::Value::as_u64).ok_or_else(|| {
            let fault = format!("layer {:?} has no number {key:?}", layer.name);
            Error::malformed(&self.file, fault)
        })
    }

    /// Fails where a size is not what the layers around it ask for.
    pub(crate) fn check(&self, sound: bool, what: &str) -> Result<(), Error> {
        if sound { Ok(()) } else { Err(Error::unsupported(&self.file, what)) }
    }
}

impl Layer {
    pub(crate) fn attr(&self, key: &str) -> Option<&rmpv::Value> {
        self.attrs.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

fn index_of(value: &ValueRef<'_>) -> Option<usize> {
    match value {
        ValueRef::Integer(number) => number.as_u64().and_then(|n| usize::try_from(n).ok()),
        _ => None,
    }
}

fn array(value: &ValueRef<'_>) -> Option<Array> {
    if text(field(value, "type")?)? != "<f4" {
        return None;
    }
    let ValueRef::Array(shape) = field(value, "shape")? else {
        return None;
    };
    let shape: Vec<usize> = shape.iter().map(index_of).collect::<Option<_>>()?;
    let ValueRef::Binary(bytes) = field(value, "data")? else {
        return None;
    };
    let data = floats(bytes);
    (data.len() == shape.iter().product::<usize>()).then_some(Array { shape, data })
}

/// Little-endian 32-bit floats.
pub(crate) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}
