//! Whether one row of a table holds whatever the answers are, by trying: in goes
//! a table, out comes whether any combination of values of its heads (every
//! breakpoint, what lies between two, the ends of the declared ranges) is without
//! a row. Where a column asks whether its head is missing, that is a value, too.

use touchline::ast::{CellKind, CellTest, ColumnKind, Comparison, Expr, ExprKind, TableDecl};
use touchline::units::{Conversion, Unit};

use super::model::{Model, Type, bare};
use super::operators::order;
use super::rows::{asks_missing, of_missing};
use super::value::{Members, Truth, days_of, is_bounds, less_bounds};

/// A value of a head.
#[derive(Clone, Debug, PartialEq)]
enum Point {
    Missing,
    Number(f64),
    Truth(bool),
    Member(usize),
    Set(Members),
    Date(i64),
}

/// A column's head, its type, and the values to try.
struct Axis<'a> {
    head: &'a Expr,
    ty: Type,
    points: Vec<Point>,
}

impl Model<'_> {
    /// Whether one of the table's rows holds whatever the answers are. A table
    /// whose cells are not written out is complete where it ends in `otherwise` only.
    pub fn complete(&self, table: &TableDecl) -> bool {
        if table.rows.iter().any(|row| row.otherwise) {
            return true;
        }
        let mut axes = Vec::new();
        let mut columns = Vec::new();
        for (at, column) in table.columns.iter().enumerate() {
            let ColumnKind::Tests(head) = &column.kind else {
                continue;
            };
            let ty = self.type_of(head).unwrap();
            let mut values = vec![];
            for row in &table.rows {
                let CellKind::Tests(test) = &row.cells[at].kind else {
                    return false;
                };
                if !self.literals(test, head, &ty, &mut values) {
                    return false;
                }
            }
            let mut points = self.points(&ty, &values);
            if asks_missing(table, at) {
                points.push(Point::Missing);
            }
            axes.push(Axis { head, ty, points });
            columns.push(at);
        }
        let mut chosen = vec![0; axes.len()];
        loop {
            let holds = table.rows.iter().any(|row| {
                let mut tests = axes.iter().zip(&columns).zip(&chosen);
                tests.all(|((axis, at), point)| {
                    let CellKind::Tests(test) = &row.cells[*at].kind else {
                        return false;
                    };
                    self.cell(test, axis, &axis.points[*point]) == Truth::True
                })
            });
            if !holds {
                return false;
            }
            // The next combination.
            let mut at = 0;
            while at < axes.len() {
                chosen[at] += 1;
                if chosen[at] < axes[at].points.len() {
                    break;
                }
                chosen[at] = 0;
                at += 1;
            }
            if at == axes.len() {
                return true;
            }
        }
    }

    /// Collects what a cell writes out; false where it reads anything.
    fn literals(&self, test: &CellTest, head: &Expr, ty: &Type, found: &mut Vec<Point>) -> bool {
        let mut take = |expr: &Expr, ty: &Type| match self.literal(expr, head, ty) {
            Some(point) => {
                found.push(point);
                true
            }
            None => false,
        };
        match test {
            CellTest::Any | CellTest::IsMissing | CellTest::IsKnown => true,
            CellTest::Compare(_, expr) => take(expr, ty),
            CellTest::Range { low, high, .. } => take(low, ty) && take(high, ty),
            CellTest::OneOf(set) => match (&bare(set).kind, ty) {
                (_, Type::Member(choice)) => take(set, &Type::Set(*choice)),
                (ExprKind::Set(items), _) => items.iter().all(|item| take(item, ty)),
                _ => false,
            },
            CellTest::Overlaps(set) => take(set, ty),
            CellTest::Includes(item) => match ty {
                Type::Set(choice) => take(item, &Type::Member(*choice)),
                _ => false,
            },
            CellTest::Not(test) => self.literals(test, head, ty, found),
            CellTest::Or(tests) => tests
                .iter()
                .all(|test| self.literals(test, head, ty, found)),
        }
    }

    /// What is written out, in the unit of the head.
    fn literal(&self, expr: &Expr, head: &Expr, ty: &Type) -> Option<Point> {
        match (&expr.kind, ty) {
            (ExprKind::Group(inner), _) => self.literal(inner, head, ty),
            (ExprKind::Number { .. } | ExprKind::Negate(_), Type::Number { .. }) => {
                let (value, unit) = number(expr)?;
                let (to, interval) = self.unit_of(head);
                let convert = Conversion::between(&unit, &to, interval).unwrap();
                Some(Point::Number(convert.apply(value)))
            }
            (ExprKind::Truth(truth), Type::Truth) => Some(Point::Truth(*truth)),
            (ExprKind::Date { year, month, day }, Type::Date) => Some(Point::Date(days_of(
                i64::from(*year),
                i64::from(*month),
                i64::from(*day),
            ))),
            (ExprKind::Name(name), Type::Member(choice)) => {
                self.member(*choice, &name.name).map(Point::Member)
            }
            (ExprKind::Name(name), Type::Set(_)) => {
                let (_, _, members) = self.group(&name.name)?;
                Some(Point::Set(members.iter().copied().collect()))
            }
            (ExprKind::Set(items), Type::Set(choice)) => {
                let members = items.iter().map(|item| {
                    match self.literal(item, head, &Type::Member(*choice))? {
                        Point::Member(member) => Some(member),
                        _ => None,
                    }
                });
                members.collect::<Option<Members>>().map(Point::Set)
            }
            _ => None,
        }
    }

    /// The values of a head worth trying.
    fn points(&self, ty: &Type, written: &[Point]) -> Vec<Point> {
        let mut points = Vec::new();
        match ty {
            Type::Truth => points.extend([false, true].map(Point::Truth)),
            Type::Member(choice) => {
                let count = self.choices[*choice].members.len();
                points.extend((0..count).map(Point::Member));
            }
            Type::Set(choice) => {
                let count = self.choices[*choice].members.len();
                assert!(count < 10, "too many sets to try");
                points.extend((0..1usize << count).map(|mask| {
                    Point::Set((0..count).filter(|bit| mask >> bit & 1 == 1).collect())
                }));
            }
            Type::Date => {
                let mut days = vec![0];
                for point in written {
                    if let Point::Date(day) = point {
                        days.extend([day - 1, *day, day + 1]);
                    }
                }
                points.extend(days.into_iter().map(Point::Date));
            }
            Type::Number {
                low, high, whole, ..
            } => {
                let mut numbers: Vec<f64> = written
                    .iter()
                    .filter_map(|point| match point {
                        Point::Number(x) => Some(*x),
                        _ => None,
                    })
                    .collect();
                let (least, most) = numbers
                    .iter()
                    .fold((0.0f64, 0.0f64), |(lo, hi), x| (lo.min(*x), hi.max(*x)));
                // Beyond every breakpoint, where the type goes on.
                numbers.extend([low.max(least - 1.0), high.min(most + 1.0)]);
                let mut tried = Vec::new();
                if *whole {
                    for x in &numbers {
                        let near = [
                            x.floor() - 1.0,
                            x.floor(),
                            x.round(),
                            x.ceil(),
                            x.ceil() + 1.0,
                        ];
                        tried.extend(near);
                    }
                } else {
                    numbers.sort_by(f64::total_cmp);
                    for pair in numbers.windows(2) {
                        tried.push(f64::midpoint(pair[0], pair[1]));
                    }
                    tried.extend(&numbers);
                }
                tried.retain(|x| low <= x && x <= high);
                tried.sort_by(f64::total_cmp);
                tried.dedup();
                points.extend(tried.into_iter().map(Point::Number));
            }
        }
        points
    }

    fn cell(&self, test: &CellTest, axis: &Axis, point: &Point) -> Truth {
        let literal = |expr: &Expr, ty: &Type| self.literal(expr, axis.head, ty).unwrap();
        match test {
            _ if *point == Point::Missing => of_missing(test),
            CellTest::Any | CellTest::IsKnown => Truth::True,
            CellTest::IsMissing => Truth::False,
            CellTest::Not(test) => self.cell(test, axis, point).not(),
            CellTest::Or(tests) => tests
                .iter()
                .map(|test| self.cell(test, axis, point))
                .fold(Truth::False, Truth::or),
            CellTest::Compare(op, expr) => compare(*op, point, &literal(expr, &axis.ty)),
            CellTest::Range {
                low,
                with_low,
                high,
                with_high,
            } => {
                let lower = match with_low {
                    true => Comparison::AtLeast,
                    false => Comparison::More,
                };
                let upper = match with_high {
                    true => Comparison::AtMost,
                    false => Comparison::Less,
                };
                compare(lower, point, &literal(low, &axis.ty)).and(compare(
                    upper,
                    point,
                    &literal(high, &axis.ty),
                ))
            }
            CellTest::OneOf(set) => match (&axis.ty, point, &bare(set).kind) {
                (Type::Member(choice), Point::Member(member), _) => {
                    let Point::Set(members) = literal(set, &Type::Set(*choice)) else {
                        panic!("no set: {set:?}")
                    };
                    Truth::of(members.contains(member))
                }
                (_, _, ExprKind::Set(items)) => items
                    .iter()
                    .map(|item| compare(Comparison::Is, point, &literal(item, &axis.ty)))
                    .fold(Truth::False, Truth::or),
                _ => panic!("no list: {set:?}"),
            },
            CellTest::Overlaps(set) => match (point, literal(set, &axis.ty)) {
                (Point::Set(a), Point::Set(b)) => Truth::of(!a.is_disjoint(&b)),
                _ => panic!("no sets: {set:?}"),
            },
            CellTest::Includes(item) => {
                let Type::Set(choice) = axis.ty else {
                    panic!("no set: {item:?}")
                };
                match (point, literal(item, &Type::Member(choice))) {
                    (Point::Set(set), Point::Member(member)) => Truth::of(set.contains(&member)),
                    _ => panic!("no member: {item:?}"),
                }
            }
        }
    }
}

fn number(expr: &Expr) -> Option<(f64, Unit)> {
    match &expr.kind {
        ExprKind::Number { value, unit } => {
            let unit = unit.as_ref().map(|unit| Unit::parse(&unit.text).unwrap());
            Some((*value, unit.unwrap_or_else(Unit::none)))
        }
        ExprKind::Group(inner) => number(inner),
        ExprKind::Negate(inner) => number(inner).map(|(value, unit)| (-value, unit)),
        _ => None,
    }
}

fn compare(op: Comparison, a: &Point, b: &Point) -> Truth {
    match (a, b) {
        (Point::Number(a), Point::Number(b)) => {
            let (a, b) = ((*a, *a), (*b, *b));
            order(op, is_bounds(a, b), less_bounds(a, b), less_bounds(b, a))
        }
        (Point::Member(a), Point::Member(b)) => {
            order(op, Truth::of(a == b), Truth::of(a < b), Truth::of(b < a))
        }
        (Point::Date(a), Point::Date(b)) => {
            order(op, Truth::of(a == b), Truth::of(a < b), Truth::of(b < a))
        }
        _ => order(op, Truth::of(a == b), Truth::Unknown, Truth::Unknown),
    }
}
