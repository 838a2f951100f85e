import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type MendPlace, mendOf } from './mend.ts'
import { ProblemWords } from './ProblemWords.tsx'
import type { CodedProblem } from './useErrorText.ts'

/** Each reason with the link that leads to where it is mended. */
export function ProblemsWithMend({ problems, place }: { problems: readonly CodedProblem[]; place: MendPlace }) {
  const { t } = useTranslation()
  return (
    <>
      {problems.map((problem) => {
        const mend = mendOf(problem.code, place)
        return (
          <div key={problem.code + problem.message} style={{ marginBottom: 4 }}>
            <ProblemWords problems={[problem]} />
            {mend && <Link to={mend.to}>{t(`mend.${mend.word}`)}</Link>}
          </div>
        )
      })}
    </>
  )
}
