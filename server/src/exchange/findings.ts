import { combineRefusals, type FormatRefusal, type FormatWarning } from './refusal.ts'
import { pathOf, type XmlElement } from './xml/element.ts'

/** Gathers everything that is wrong or odd in one document, so that the sender hears it all at once. */
export class Findings {
  readonly warnings: FormatWarning[]
  private readonly refusals: FormatRefusal[] = []

  constructor(warnings: readonly FormatWarning[] = []) {
    this.warnings = [...warnings]
  }

  /** `below` is the path from `at` to an element that is missing. Returns undefined, as the value that is not there. */
  refuse(code: string, at: XmlElement, message: string, advice: string, below?: string): undefined {
    const path = below ? `${pathOf(at)}/${below}` : pathOf(at)
    this.refusals.push({ code, message, line: at.line, column: at.column, path, advice })
  }

  warn(code: string, at: XmlElement, message: string): undefined {
    this.warnings.push({ code, message, line: at.line, path: pathOf(at) })
  }

  get refusal(): FormatRefusal | undefined {
    return combineRefusals(this.refusals)
  }
}
