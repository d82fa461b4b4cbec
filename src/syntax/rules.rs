//! `rule`, `otherwise` and `guarantee`: in go their nodes, out come their
//! declarations.

use crate::ast::{
    Adjustment, AdjustmentKind, Guarantee, GuaranteeKind, OtherwiseDecl, RuleDecl, Then,
};
use crate::span::Span;

use super::declarations::Seen;
use super::grammar::{Node, Rule, has, parts};
use super::reader::Reader;

impl<'s> Reader<'s> {
    pub(super) fn rule(&mut self, node: Node<'s>, span: Span) -> Option<RuleDecl> {
        let mut inner = parts(node);
        let mut decl = RuleDecl {
            title: self.text(&inner.next()?),
            when: None,
            unless: None,
            then: None,
            flag: None,
            because: None,
            overrides: Vec::new(),
            span,
        };
        let mut seen = Seen::default();
        // A clause that could not be read was reported; the others are still looked at.
        let mut fine = true;
        for clause in inner.filter_map(|clause| clause.into_inner().next()) {
            let span = self.span(&clause);
            let rule = clause.as_rule();
            let name = match rule {
                Rule::when => "when",
                Rule::unless => "unless",
                Rule::then => "then",
                Rule::flag => "flag",
                Rule::because => "because",
                _ => {
                    decl.overrides.extend(self.texts(clause));
                    continue;
                }
            };
            if !seen.first(self, name, span) {
                continue;
            }
            fine &= match rule {
                Rule::when => {
                    decl.when = self.condition(parts(clause).next()?);
                    decl.when.is_some()
                }
                Rule::unless => {
                    decl.unless = self.condition(parts(clause).next()?);
                    decl.unless.is_some()
                }
                Rule::then => {
                    decl.then = self.then(clause);
                    decl.then.is_some()
                }
                Rule::flag => {
                    decl.flag = self.template(&parts(clause).next()?);
                    decl.flag.is_some()
                }
                _ => {
                    decl.because = self.template(&parts(clause).next()?);
                    decl.because.is_some()
                }
            };
        }
        fine.then_some(decl)
    }

    fn then(&mut self, node: Node<'s>) -> Option<Then> {
        let mut inner = parts(node);
        let (verdict, verdict_span) = self.verdict(&inner.next()?)?;
        Some(Then {
            verdict,
            verdict_span,
            adjustments: self.adjustments(inner)?,
        })
    }

    /// The lines under `then`, or a cell below `adjust`.
    pub(super) fn adjustments(
        &mut self,
        nodes: impl Iterator<Item = Node<'s>>,
    ) -> Option<Vec<Adjustment>> {
        let mut fine = true;
        let mut adjustments = Vec::new();
        for node in nodes {
            match self.adjustment(node) {
                Some(adjustment) => adjustments.push(adjustment),
                None => fine = false,
            }
        }
        fine.then_some(adjustments)
    }

    pub(super) fn adjustment(&mut self, node: Node<'s>) -> Option<Adjustment> {
        let span = self.span(&node);
        let what = node.into_inner().next()?;
        let rule = what.as_rule();
        let mut inner = parts(what);
        let first = inner.next()?;
        let kind = match rule {
            Rule::advise => AdjustmentKind::Advise(self.template(&first)?),
            Rule::drop => AdjustmentKind::Drop {
                set: self.expr(first)?,
                target: self.path(inner.next()?)?,
            },
            _ => {
                let target = self.path(first)?;
                let value = self.expr(inner.next()?)?;
                match rule {
                    Rule::cut => AdjustmentKind::Cut { target, by: value },
                    Rule::cap => AdjustmentKind::Cap { target, at: value },
                    _ => AdjustmentKind::Raise { target, to: value },
                }
            }
        };
        Some(Adjustment { kind, span })
    }

    pub(super) fn otherwise(&mut self, node: Node<'s>, span: Span) -> Option<OtherwiseDecl> {
        let mut inner = parts(node);
        let (verdict, verdict_span) = self.verdict(&inner.next()?)?;
        let mut because = None;
        let mut adjustments = Vec::new();
        let mut seen = Seen::default();
        let mut fine = true;
        for clause in inner.filter_map(|clause| clause.into_inner().next()) {
            let span = self.span(&clause);
            if clause.as_rule() == Rule::adjustment {
                match self.adjustment(clause) {
                    Some(adjustment) => adjustments.push(adjustment),
                    None => fine = false,
                }
            } else if seen.first(self, "because", span) {
                because = self.template(&parts(clause).next()?);
                fine &= because.is_some();
            }
        }
        fine.then_some(OtherwiseDecl {
            then: Then {
                verdict,
                verdict_span,
                adjustments,
            },
            because,
            span,
        })
    }

    pub(super) fn guarantee(&mut self, node: Node<'s>, span: Span) -> Option<Guarantee> {
        let mut inner = parts(node);
        let title = self.text(&inner.next()?);
        let promise = inner.next()?.into_inner().next()?;
        let rule = promise.as_rule();
        let rises = has(&promise, Rule::rises_);
        let mut inner = parts(promise);
        let first = inner.next()?;
        let kind = match rule {
            Rule::never_milder => GuaranteeKind::NeverMilder {
                input: self.ident(&first),
                rises,
            },
            Rule::same_verdict => GuaranteeKind::SameVerdict {
                input: self.ident(&first),
            },
            _ => {
                let (verdict, _) = self.verdict(&first)?;
                let condition = self.condition(inner.next()?)?;
                if rule == Rule::always {
                    GuaranteeKind::Always(verdict, condition)
                } else {
                    GuaranteeKind::Never(verdict, condition)
                }
            }
        };
        Some(Guarantee { title, kind, span })
    }
}
