import './papers.css'
import { CircleHelp, Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { useApp } from '../../stores/app'

/**
 * What only a person can say of the print queue: did a paper whose end is unknown come out, and shall papers
 * from before the last start print. Absent where there is nothing to say.
 */
export function PrintQuestions() {
  const { t } = useTranslation()
  const printer = useApp((state) => state.status?.printer ?? null)
  if (printer === null || (printer.asking.length === 0 && printer.held === 0)) return null
  const [first] = printer.asking
  const answer = (job: string, said: 'came_out' | 'print_again'): void =>
    void request('paper.resolve', { job, answer: said })
  if (first === undefined)
    return (
      <div className="banner banner-unsure print-question" role="status" data-testid="print-held">
        <Printer aria-hidden className="icon" />
        <p>
          <strong>{t('papers.held', { count: printer.held })}</strong> {t('papers.held_about')}
        </p>
        <Button onPress={() => void request('paper.releaseHeld', {})} testId="print-release">
          {t('papers.release')}
        </Button>
      </div>
    )
  return (
    <div className="banner banner-unsure print-question" role="status" data-testid="print-question">
      <CircleHelp aria-hidden className="icon" />
      <p>
        <strong>
          {first.number === null ? t('papers.ask_unnumbered') : t('papers.ask', { number: first.number })}
        </strong>{' '}
        {t('papers.ask_about')}
      </p>
      <Button onPress={() => answer(first.job, 'came_out')} testId="print-came-out">
        {t('papers.came_out')}
      </Button>
      <Button onPress={() => answer(first.job, 'print_again')} testId="print-again">
        {t('papers.print_again')}
      </Button>
    </div>
  )
}
