import type { Unit } from '../platform/database/unit.ts'
import { referenceRates } from '../platform/referenceRate.ts'
import type { Practice } from './settings.ts'
import { loadSettings } from './settings.ts'

export async function loadPractice(unit: Unit): Promise<Practice> {
  const [settings, rates] = await Promise.all([loadSettings(unit), referenceRates(unit)])
  return { settings, rates }
}
