//! Writes a program's functions in an order that compresses well. The code of two functions of one type that begin alike often
//! goes on alike; side by side, all of the portal's weigh 3 % less.

use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, ElementSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, Element, ElementItems, ElementSectionReader, FunctionSectionReader, Operator, Parser, Payload,
    TypeRef,
};

/// The same WebAssembly module, for the wire: in order, without names and other notes, and without the functions that it says
/// are missing from its table.
pub fn ordered(module: &[u8]) -> Result<Vec<u8>> {
    let mut ordered = Module::new();
    Order::of(module)?
        .parse_core_module(&mut ordered, Parser::new(0), module)
        .map_err(|error| anyhow!("the program cannot be written anew: {error:?}"))?;
    let ordered = ordered.finish();
    wasmparser::validate(&ordered)?;
    Ok(ordered)
}

struct Order {
    /// How many functions come from outside; their numbers are the first.
    imported: u32,
    /// The module's own in their new order, by their place in the old.
    order: Vec<usize>,
    /// The new place of each.
    places: Vec<u32>,
}

impl Order {
    fn of(module: &[u8]) -> Result<Self> {
        let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(functions) => types = functions.into_iter().collect::<Result<Vec<_>, _>>()?,
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        let mut order: Vec<usize> = (0..types.len()).collect();
        order.sort_by_key(|&function| (types[function], bodies[function]));
        let mut places = vec![0; order.len()];
        for (place, &function) in (0..).zip(&order) {
            places[function] = place;
        }
        Ok(Self { imported, order, places })
    }
}

type Written<T = ()> = Result<T, reencode::Error<Infallible>>;

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, old: u32) -> Written<u32> {
        Ok(old.checked_sub(self.imported).map_or(old, |own| self.imported + self.places[own as usize]))
    }

    fn parse_function_section(&mut self, functions: &mut FunctionSection, section: FunctionSectionReader<'_>) -> Written {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &function in &self.order {
            functions.function(types[function]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Written {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for place in 0..self.order.len() {
            self.parse_function_body(code, bodies[self.order[place]].clone())?;
        }
        Ok(())
    }

    fn parse_element_section(&mut self, elements: &mut ElementSection, section: ElementSectionReader<'_>) -> Written {
        for element in section {
            let element = element?;
            if !says_nothing(&element)? {
                self.parse_element(elements, element)?;
            }
        }
        Ok(())
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Written {
        Ok(())
    }
}

/// Whether it only says that there is nothing yet, where parts put their functions later: so the table begins anyway.
fn says_nothing(element: &Element<'_>) -> Written<bool> {
    let ElementItems::Expressions(_, functions) = &element.items else { return Ok(false) };
    for function in functions.clone() {
        if !matches!(function?.get_operators_reader().read()?, Operator::RefNull { .. }) {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, CustomSection, Elements, EntityType, ExportKind, ExportSection, Function, HeapType, ImportSection, RefType,
        TableSection, TableType, TypeSection,
    };

    use super::*;

    /// A function that begins with a number, and calls another when there is one to call.
    fn function(number: i32, calls: Option<u32>) -> Function {
        let mut function = Function::new([]);
        function.instructions().i32_const(number).drop();
        if let Some(other) = calls {
            function.instructions().call(other);
        }
        function.instructions().end();
        function
    }

    #[test]
    fn functions_change_places_and_everything_still_finds_them() {
        let (mut types, mut imports, mut functions, mut tables) =
            (TypeSection::new(), ImportSection::new(), FunctionSection::new(), TableSection::new());
        types.ty().function([], []);
        imports.import("outside", "f", EntityType::Function(0));
        let of = RefType::FUNCREF;
        tables.table(TableType { element_type: of, minimum: 9, maximum: None, table64: false, shared: false });
        let (mut exports, mut elements, mut code) = (ExportSection::new(), ElementSection::new(), CodeSection::new());
        exports.export("nine", ExportKind::Func, 1);
        elements.active(None, &ConstExpr::i32_const(1), Elements::Functions((&[2, 1]).into()));
        let none = [ConstExpr::ref_null(HeapType::FUNC), ConstExpr::ref_null(HeapType::FUNC)];
        elements.active(None, &ConstExpr::i32_const(5), Elements::Expressions(of, (&none).into()));
        // Nine calls two, two calls what comes from outside.
        for body in [function(9, Some(2)), function(2, Some(0))] {
            functions.function(0);
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&exports).section(&elements).section(&code);
        module.section(&CustomSection { name: "notes".into(), data: (&[b'n'; 300]).into() });

        let (mut expected, mut turned, mut filled, mut exported) =
            (Module::new(), CodeSection::new(), ElementSection::new(), ExportSection::new());
        exported.export("nine", ExportKind::Func, 2);
        filled.active(None, &ConstExpr::i32_const(1), Elements::Functions((&[1, 2]).into()));
        turned.function(&function(2, Some(0))).function(&function(9, Some(1)));
        expected
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&tables)
            .section(&exported)
            .section(&filled)
            .section(&turned);
        assert_eq!(ordered(&module.finish()).unwrap(), expected.finish());
    }
}
