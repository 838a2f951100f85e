import type { Assignment, Book } from '../case/assignment.ts'
import type { LetterFormat } from './letterFormat.ts'
import type { LetterMatter, LetterRequest, RunningInterest } from './letterMatter.ts'

type Asked = Pick<LetterRequest, 'kind' | 'dueOn' | 'interest' | 'matter'>

/** What a letter beside the ladder is about; empty for one of the ladder. */
export function leadOf({ plan }: Book, { dueOn, matter }: Asked, { words, day, sum }: LetterFormat): string[] {
  if (!matter) return []
  if (matter.kind === 'EXTENSION') return [words.extended(day(dueOn))]
  if (matter.kind === 'PLAN') return [words.planned(plan?.instalments.length ?? 0)]
  if (matter.kind === 'PLAN_BROKEN') return [words.planBroken(day(matter.missing.dueOn), sum(matter.missing.amount))]
  return answerLead(matter, { words, day, sum })
}

type Answer = Extract<LetterMatter, { kind: 'DISPUTE_ANSWER' }>

/** The debtor is answered with the reasons, whichever way (513/1999 4 b §). */
function answerLead(
  { upheld, raisedOn, answer, instalment }: Answer,
  { words, day, sum }: Omit<LetterFormat, 'percent'>,
): string[] {
  return [
    words.disputed(day(raisedOn)),
    upheld ? words.upheld : words.rejected,
    `${words.grounds}: ${answer}`,
    ...(instalment ? [words.planGoesOn(day(instalment.dueOn), sum(instalment.amount))] : []),
  ]
}

/** The rate at which interest runs on, and where it comes from (513/1999 5 a §). */
function interestNotice({ from, rate, legal, base, section }: RunningInterest, format: LetterFormat): string {
  const { words, day, sum, percent } = format
  const yearly = rate === null && legal ? words.referencePlus(percent(legal.margin)) : words.yearly(percent(rate ?? 0n))
  const reference = legal?.reference ?? null
  const follows = legal
    ? words.legalRate(reference === null ? null : percent(reference), percent(legal.margin), section)
    : words.agreedRate
  return words.interestGoesOn(day(from), yearly, sum(base), follows)
}

const asksNothing = ({ matter }: Asked): boolean => matter?.kind === 'DISPUTE_ANSWER' && matter.upheld

/** What stands before the address for objections, which ends with how to object. */
export function noticesOf(request: Asked, format: LetterFormat): string[] {
  if (asksNothing(request)) return []
  const { words, day } = format
  return [
    ...(request.interest ? [interestNotice(request.interest, format)] : []),
    words.consequence[request.kind],
    words.object(day(request.dueOn)),
  ]
}

/** A consumer's rights (513/1999 4 c §) stand on every letter that asks for money. */
export function rightsOf({ debtor }: Assignment, request: Asked, { words }: LetterFormat): string[] {
  return asksNothing(request) || debtor.kind !== 'CONSUMER' ? [] : [words.consumerNotice, words.consumer]
}
