import { z } from 'zod'
import { languages } from '../../access/access.enums.ts'
import { type CalendarDate, parseCalendarDate } from '../../kernel/calendarDate.ts'

export const dayText = z
  .string()
  .refine((text) => parseCalendarDate(text) !== undefined, 'A day is written YYYY-MM-DD.')
  .transform((text) => text as CalendarDate)

export const amountText = z.string().regex(/^-?\d{1,15}(\.\d{1,2})?$/, 'An amount is a decimal with a dot.')

/** What every export is asked: the kind of file, and the language of its words. */
export const askedFile = z.object({
  format: z.enum(['csv', 'xlsx']),
  language: z.enum(languages).default('FI'),
})
