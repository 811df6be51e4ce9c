//! Pieces of a program, written as one file. The splitter gives each piece all types of the program, numbers of full width, and
//! a stub for every function of another piece, reached through the table that all pieces share; of that only what is needed is
//! written, and what lies in the same file is called directly.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Result, anyhow, bail, ensure};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, ConstExpr, DataSection, ElementSection, Elements, FunctionSection, ImportSection, Module, TypeSection};
use wasmparser::{FuncType, Import};

use super::piece::Piece;

/// A function by its piece and its number there.
type Place = (usize, u32);

/// The file that does what all these do.
pub fn joined(pieces: &[Vec<u8>]) -> Result<Vec<u8>> {
    let pieces = pieces.iter().map(|piece| Piece::read(piece)).collect::<Result<Vec<_>>>()?;
    let (order, numbers) = numbered(&pieces)?;
    let mut types = Types::default();
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for &(piece, function) in &order {
        let of = &pieces[piece];
        let mut writer = Writer { piece, types: &of.types, kept: &mut types, numbers: &numbers };
        functions.function(writer.type_index(of.functions[function as usize]).map_err(wrong)?);
        writer.parse_function_body(&mut code, of.bodies[function as usize].clone()).map_err(wrong)?;
    }
    let mut module = Module::new();
    module.section(&types.section()?).section(&imports(&pieces)?).section(&functions);
    module.section(&table(&pieces, &numbers)).section(&code).section(&data(&pieces));
    let module = module.finish();
    wasmparser::validate(&module)?;
    Ok(module)
}

fn wrong<E: std::fmt::Debug>(error: E) -> anyhow::Error {
    anyhow!("a piece cannot be written anew: {error:?}")
}

/// The functions that are written, in their order, and the new number of each that is called.
fn numbered(pieces: &[Piece<'_>]) -> Result<(Vec<Place>, HashMap<Place, u32>)> {
    let (mut order, mut stubs) = (Vec::new(), Vec::new());
    for (number, piece) in pieces.iter().enumerate() {
        for function in 0..piece.functions.len() as u32 {
            match piece.stands_for(function)? {
                Some(place) => stubs.push(((number, function), place)),
                None => order.push((number, function)),
            }
        }
    }
    let own: HashSet<Place> = order.iter().copied().collect();
    let places = pieces.iter().enumerate().flat_map(|(number, piece)| piece.table.iter().map(move |(&place, &of)| (place, (number, of))));
    let mut at: HashMap<u32, Place> = places.filter(|(_, function)| own.contains(function)).collect();
    let meant = |(stub, place)| (stub, *at.entry(place).or_insert(stub));
    let meant: Vec<(Place, Place)> = stubs.into_iter().map(meant).collect();
    // One stub is enough for each function of another file.
    order.extend(meant.iter().filter(|(stub, meant)| stub == meant).map(|(stub, _)| *stub));
    // All pieces have the same types, in the same order.
    order.sort_by_key(|&(piece, function)| pieces[piece].kind(function));
    let mut numbers: HashMap<Place, u32> = (0..).zip(&order).map(|(number, &function)| (function, number)).collect();
    for (stub, meant) in meant {
        numbers.insert(stub, numbers[&meant]);
    }
    Ok((order, numbers))
}

/// Types that are used, each once.
#[derive(Default)]
struct Types {
    all: Vec<FuncType>,
    numbers: HashMap<FuncType, u32>,
}

impl Types {
    fn number(&mut self, of: &FuncType) -> u32 {
        let next = self.all.len() as u32;
        *self.numbers.entry(of.clone()).or_insert_with(|| {
            self.all.push(of.clone());
            next
        })
    }

    fn section(self) -> Result<TypeSection> {
        let mut section = TypeSection::new();
        for of in self.all {
            section.ty().func_type(&reencode::RoundtripReencoder.func_type(of).map_err(wrong)?);
        }
        Ok(section)
    }
}

/// Writes a function of one piece with the numbers of all.
struct Writer<'a> {
    piece: usize,
    types: &'a [FuncType],
    kept: &'a mut Types,
    numbers: &'a HashMap<Place, u32>,
}

impl Reencode for Writer<'_> {
    type Error = std::convert::Infallible;

    fn type_index(&mut self, old: u32) -> Result<u32, reencode::Error<Self::Error>> {
        Ok(self.kept.number(&self.types[old as usize]))
    }

    fn function_index(&mut self, old: u32) -> Result<u32, reencode::Error<Self::Error>> {
        Ok(self.numbers[&(self.piece, old)])
    }
}

/// What the pieces share: at most one memory, one table, and one number that changes, each the first of its kind.
fn imports(pieces: &[Piece<'_>]) -> Result<ImportSection> {
    let mut section = ImportSection::new();
    let mut of_kind: BTreeMap<_, Import<'_>> = BTreeMap::new();
    for import in pieces.iter().flat_map(|piece| &piece.imports) {
        let kind = match import.ty {
            wasmparser::TypeRef::Memory(_) => 0,
            wasmparser::TypeRef::Table(_) => 1,
            wasmparser::TypeRef::Global(_) => 2,
            other => bail!("a piece imports what is not known: {other:?}"),
        };
        let first = of_kind.entry(kind).or_insert(*import);
        ensure!(first == import, "pieces import both {first:?} and {import:?}");
    }
    for Import { module, name, ty } in of_kind.into_values() {
        section.import(module, name, reencode::RoundtripReencoder.entity_type(ty).map_err(wrong)?);
    }
    Ok(section)
}

fn table(pieces: &[Piece<'_>], numbers: &HashMap<Place, u32>) -> ElementSection {
    let places: BTreeMap<u32, u32> = pieces
        .iter()
        .enumerate()
        .flat_map(|(number, piece)| piece.table.iter().map(move |(&place, &function)| (place, numbers[&(number, function)])))
        .collect();
    let places: Vec<_> = places.into_iter().collect();
    let mut section = ElementSection::new();
    for run in places.chunk_by(|a, b| a.0 + 1 == b.0) {
        let functions: Vec<_> = run.iter().map(|(_, function)| *function).collect();
        section.active(None, &ConstExpr::i32_const(run[0].0 as i32), Elements::Functions(functions.into()));
    }
    section
}

fn data(pieces: &[Piece<'_>]) -> DataSection {
    let all: BTreeMap<u32, &[u8]> = pieces.iter().flat_map(|piece| &piece.data).map(|(&place, &data)| (place, data)).collect();
    let mut section = DataSection::new();
    for (place, data) in all {
        section.active(0, &ConstExpr::i32_const(place as i32), data.iter().copied());
    }
    section
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{DataCountSection, Function, InstructionSink, ValType};
    use wasmparser::Operator;

    use super::*;

    /// A piece as the splitter writes it: with every type, a function for each of `bodies`, the first of `table` at that place.
    fn piece(bodies: &[(u32, Function)], table: (u32, &[u32]), data: (i32, &[u8])) -> Vec<u8> {
        let (mut types, mut imports, mut functions) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], [ValType::I32]);
        types.ty().function([ValType::F64], []);
        types.ty().function([ValType::I32, ValType::I32], []);
        let memory = wasm_encoder::MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        imports.import("__wasm_split", "memory", memory);
        let of = wasm_encoder::RefType::FUNCREF;
        let kind = wasm_encoder::TableType { element_type: of, minimum: 20, maximum: None, table64: false, shared: false };
        imports.import("__wasm_split", "table", kind);
        let (mut code, mut elements, mut segments) = (CodeSection::new(), ElementSection::new(), DataSection::new());
        for (kind, body) in bodies {
            functions.function(*kind);
            code.function(body);
        }
        elements.active(None, &ConstExpr::i32_const(table.0 as i32), Elements::Functions(table.1.into()));
        segments.active(0, &ConstExpr::i32_const(0), []).active(0, &ConstExpr::i32_const(data.0), data.1.iter().copied());
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements);
        module.section(&DataCountSection { count: 2 }).section(&code).section(&segments);
        module.finish()
    }

    fn function(write: impl for<'a, 'b> FnOnce(&'a mut InstructionSink<'b>) -> &'a mut InstructionSink<'b>) -> Function {
        let mut function = Function::new([]);
        write(function.instructions().i32_const(1).drop()).end();
        function
    }

    /// What the splitter writes for a function of another piece, which takes two numbers.
    fn stub(place: i32) -> (u32, Function) {
        let mut stub = Function::new([]);
        stub.instructions().local_get(0).local_get(1).i32_const(place).call_indirect(0, 2).end();
        (2, stub)
    }

    fn calls(piece: &Piece<'_>, function: u32) -> Vec<u32> {
        let operators = piece.bodies[function as usize].get_operators_reader().unwrap().into_iter();
        let called = |operator| if let Operator::Call { function_index } = operator { Some(function_index) } else { None };
        operators.filter_map(|operator| called(operator.unwrap())).collect()
    }

    #[test]
    fn what_lies_in_the_same_file_is_called_directly_and_the_rest_through_one_stub() {
        let calls_both = (0, function(|f| f.i32_const(1).i32_const(2).call(0).i32_const(3).i32_const(4).call(1).i32_const(5)));
        let one = piece(&[stub(7), stub(9), calls_both], (4, &[2]), (300, b"one"));
        let adds = (2, function(|f| f.local_get(0).drop()));
        let other = piece(&[adds, stub(9)], (7, &[0]), (200, b"other"));
        let joined = joined(&[one, other]).unwrap();
        let read = Piece::read(&joined).unwrap();
        assert_eq!((read.types.len(), read.functions.len(), read.imports.len()), (2, 3, 2));
        assert_eq!(read.data, BTreeMap::from([(200, &b"other"[..]), (300, b"one")]));
        assert_eq!(read.table.keys().copied().collect::<Vec<_>>(), [4, 7]);
        let [direct, outside] = calls(&read, read.table[&4]).try_into().unwrap();
        assert_eq!((direct, read.stands_for(direct).unwrap()), (read.table[&7], None));
        assert_eq!(read.stands_for(outside).unwrap(), Some(9));
    }
}
