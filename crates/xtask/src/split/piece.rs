//! A piece of a program as the splitter left it, read.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use wasmparser::{ConstExpr, DataKind, ElementItems, ElementKind, FuncType, FunctionBody, Import, Operator, Parser, Payload};

/// One piece, read. It has functions, places for some of them in the table, and data; it exports nothing.
#[derive(Default)]
pub struct Piece<'a> {
    /// All of the program, in the same order in every piece.
    pub types: Vec<FuncType>,
    /// Memory, table and the like, of the rest of the program.
    pub imports: Vec<Import<'a>>,
    /// The type of each function.
    pub functions: Vec<u32>,
    /// What each does.
    pub bodies: Vec<FunctionBody<'a>>,
    /// Places in the table with the function at each.
    pub table: BTreeMap<u32, u32>,
    /// Places in memory with what stands at each.
    pub data: BTreeMap<u32, &'a [u8]>,
}

impl<'a> Piece<'a> {
    /// Reads what the splitter wrote; anything else is refused.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut piece = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(types) => {
                    piece.types = types.into_iter_err_on_gc_types().collect::<Result<_, _>>()?;
                }
                Payload::ImportSection(imports) => piece.imports = imports.into_imports().collect::<Result<_, _>>()?,
                Payload::FunctionSection(functions) => piece.functions = functions.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => piece.bodies.push(body),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let element = element?;
                        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(of)) = (element.kind, element.items) else {
                            bail!("a piece fills the table in a way that is not known");
                        };
                        let first = constant(&offset_expr)?;
                        for (place, function) in (first..).zip(of) {
                            piece.table.insert(place, function?);
                        }
                    }
                }
                Payload::DataSection(data) => {
                    for data in data {
                        let data = data?;
                        let DataKind::Active { memory_index: 0, offset_expr } = data.kind else { bail!("a piece has passive data") };
                        if !data.data.is_empty() {
                            piece.data.insert(constant(&offset_expr)?, data.data);
                        }
                    }
                }
                Payload::ExportSection(exports) => ensure!(exports.count() == 0, "a piece exports something"),
                Payload::Version { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::DataCountSection { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                other => bail!("a piece has a section that is not known: {other:?}"),
            }
        }
        Ok(piece)
    }

    /// Those with the same kind next to each other compress best: of one type, and alike in how they begin.
    pub fn kind(&self, function: u32) -> (u32, &'a [u8]) {
        (self.functions[function as usize], self.bodies[function as usize].as_bytes())
    }

    /// Where in the table the function lies that this one only passes its parameters on to.
    pub fn stands_for(&self, function: u32) -> Result<Option<u32>> {
        let kind = self.functions[function as usize];
        let parameters = self.types.get(kind as usize).context("a function without a type")?.params().len() as u32;
        let body = &self.bodies[function as usize];
        if body.get_locals_reader()?.get_count() > 0 {
            return Ok(None);
        }
        let mut operators = body.get_operators_reader()?;
        for parameter in 0..parameters {
            if !matches!(operators.read()?, Operator::LocalGet { local_index } if local_index == parameter) {
                return Ok(None);
            }
        }
        let Operator::I32Const { value: place } = operators.read()? else { return Ok(None) };
        let passes_on = matches!(operators.read()?, Operator::CallIndirect { type_index, .. } if type_index == kind);
        Ok((passes_on && matches!(operators.read()?, Operator::End) && operators.eof()).then_some(place as u32))
    }
}

fn constant(expression: &ConstExpr<'_>) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value as u32),
        other => bail!("a piece begins at a place that is not known: {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{DataSection, Module};

    use super::*;

    #[test]
    fn what_the_splitter_does_not_write_is_refused() {
        let mut module = Module::new();
        let mut data = DataSection::new();
        data.passive(*b"later");
        module.section(&data);
        assert!(Piece::read(&module.finish()).err().unwrap().to_string().contains("passive"));
    }
}
