import './day.css'
import { useActions } from '../../actions/use-actions'
import { useDay } from '../../stores/day'
import { BreakView } from './BreakView'
import { CalendarView } from './CalendarView'
import { FilesView } from './FilesView'
import { ReportView } from './ReportView'
import { useDayReport } from './use-day'

/** "Journée": the day in three ways, its breaks, the calendar of days, and the day's files. */
export function DayScreen() {
  const view = useDay((state) => state.view)
  const show = useDay((state) => state.show)
  const day = useDayReport()
  useActions(
    view.name === 'report'
      ? []
      : [
          {
            id: 'day_report',
            key: 'F10',
            label: 'keys.day',
            off: null,
            perform: () => show({ name: 'report' }),
          },
        ],
  )
  switch (view.name) {
    case 'report':
      return <ReportView day={day} />
    case 'break':
      return <BreakView day={day} opened={view.row} />
    case 'calendar':
      return <CalendarView />
    case 'files':
      return <FilesView day={day} />
  }
}
