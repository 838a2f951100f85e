import { type CodedProblem, useErrorText } from './useErrorText.ts'

interface ProblemWordsProps {
  problems: readonly CodedProblem[]
  /** Only what is wrong, without what to do. */
  brief?: boolean
}

/** Refusals in the reader's words, one a line. */
export function ProblemWords({ problems, brief }: ProblemWordsProps) {
  const errorText = useErrorText()
  return (
    <>
      {problems.map((problem) => {
        const advice = brief ? '' : errorText.advice(problem)
        return (
          <div key={problem.code + problem.message}>
            {errorText.title(problem)}
            {advice && `. ${advice}`}
          </div>
        )
      })}
    </>
  )
}
