import type { AgencyLanguage } from '../case/assignment.ts'
import type { LetterWords } from './letterWords.ts'
import { en } from './letterWordsEn.ts'
import { fi } from './letterWordsFi.ts'
import { sv } from './letterWordsSv.ts'

export const letterWords: Readonly<Record<AgencyLanguage, LetterWords>> = { fi, sv, en }
