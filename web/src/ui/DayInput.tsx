import { DateInput, type DateInputProps } from '@mantine/dates'
import { readDay } from '../format/readDay.ts'
import { useFormats } from './useFormats.ts'

/** A field for a calendar day, shown and read in the form in which its reader writes days. */
export function DayInput(props: Omit<DateInputProps, 'valueFormat' | 'dateParser'>) {
  const { dayPattern } = useFormats()
  return <DateInput valueFormat={dayPattern} dateParser={(typed) => readDay(typed) ?? null} {...props} />
}
