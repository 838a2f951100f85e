import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffAct } from '../../api/generated.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import type { StaffCase } from './CasePage.tsx'

export interface CaseActProps {
  found: StaffCase
  act: StaffAct
  onClose: () => void
}

/** Queries that an act on a case changes. */
export const AGAIN = ['StaffCase', 'StaffCaseBalance']

interface FrameProps extends Pick<CaseActProps, 'act' | 'onClose'> {
  run: { busy: boolean; fault: CodedProblem | undefined; refusal: CodedProblem | null }
  onAct: () => void
  /** What follows beside what the act itself says. */
  more?: string | false | undefined
  disabled?: boolean
  danger?: boolean
  children: ReactNode
}

/** The dialog of an act on a case: the act names it, its button and what follows from it. */
export function CaseActModal({ act, run, more, ...rest }: FrameProps) {
  const { t } = useTranslation()
  const name = t(`staffAct.${act}`)
  return (
    <ActModal
      title={name}
      act={name}
      consequences={[t(`staffActConsequence.${act}`), more]}
      busy={run.busy}
      fault={run.fault}
      refusal={run.refusal}
      {...rest}
    />
  )
}
