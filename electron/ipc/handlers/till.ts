import type { Message } from '../../domain/operation'
import type { Approval, User } from '../../domain/people'
import type { People } from '../../people/types'
import type { Till, Told } from '../../till/types'
import type { RequestName } from '../contract'
import type { tillRequests } from '../contract/till'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { approvalRefused } from './counter'

type Names = keyof typeof tillRequests

export interface TillHandlersDeps {
  readonly till: () => Till
  readonly people: () => People
  readonly session: Session
  /** Somebody else is at the counter now. */
  readonly onSignedIn: () => void
}

/** Requests about shifts, counts, movements and closings, under the name of who is signed in. */
export function tillHandlers(deps: TillHandlersDeps): Pick<Handlers, Names> {
  const { till, session } = deps
  const who = session.who
  const user = (): User => {
    const now = session.user()
    if (!now) throw new Error('nobody is signed in')
    return now
  }
  const refused = (message: Message): { ok: false; message: Message } => ({ ok: false, message })

  /** The supervisor who approves: in place by PIN, else the one signed in; null: nobody does. */
  async function approver(approval: Approval | null, what: RequestName): Promise<Told<string | null>> {
    if (approval === null) return { ok: true, value: user().role === 'supervisor' ? user().name : null }
    const no = await approvalRefused(deps.people(), approval, what)
    return no ? refused(no) : { ok: true, value: approval.name }
  }

  /** An act that a supervisor may have to approve. */
  async function approved<T>(
    approval: Approval | null,
    what: RequestName,
    act: (approvedBy: string | null) => Told<T>,
  ): Promise<Told<T>> {
    const by = await approver(approval, what)
    return by.ok ? act(by.value) : by
  }

  return {
    'till.proposal': ({ drawer }) => till().proposal(user(), drawer),
    'till.readFloat': async () => ({ float: await till().readFloat() }),
    'till.open': ({ approval, ...input }) =>
      approved(approval, 'till.open', (approvedBy) => till().open({ ...input, approvedBy }, user())),
    'till.stateFloat': (input) => till().stateFloat(input, who()),

    'till.move': (input) => till().move(input, who()),
    'till.correct': ({ approval, ...input }) =>
      approved(approval, 'till.correct', (approvedBy) => till().correct({ ...input, approvedBy }, who())),
    'till.movements': ({ shift, cursor, limit }) => {
      const page = till().movementsOf(shift, cursor, limit)
      return { ...page, rows: [...page.rows] }
    },
    'till.transits': () => ({ rows: [...till().transits()] }),
    'till.confirmTransit': ({ number }) => till().confirmTransit(number, who()),

    'till.count': (input) => till().count(input, user()),
    'till.sealed': ({ shift }) => ({ sealed: till().sealed(shift, user()) }),
    'till.handOver': async ({ approval, pin, ...input }) => {
      const giver = user()
      const by = await approver(approval, 'till.handOver')
      if (!by.ok) return by
      const handing = { ...input, approvedBy: by.value }
      const receiver = { name: input.to, pin }
      const no =
        till().handOverRefused(handing, giver) ??
        (await approvalRefused(deps.people(), receiver, 'till.handOver', 'cashier'))
      if (no) return refused(no)
      const done = till().handOver(handing, giver)
      const next = deps
        .people()
        .users()
        .find(({ name }) => name === input.to)
      if (done.ok && next) {
        session.signIn(next)
        deps.onSignedIn()
      }
      return done
    },
    'till.close': ({ approval, ...input }) =>
      approved(approval, 'till.close', (approvedBy) => {
        const done = till().close({ ...input, approvedBy }, user())
        return done.ok ? { ok: true, value: { ...done.value, closed: [...done.value.closed] } } : done
      }),

    'till.x': ({ shift }) => ({ x: till().x(shift, user()) }),
    'till.printX': ({ shift }) => till().printX(shift, user()),
    'till.closings': ({ kind, cursor, limit }) => {
      const page = till().closings(kind, cursor, limit)
      return { ...page, rows: [...page.rows] }
    },
    'till.closing': ({ kind, number }) => ({ closing: till().closing(kind, number) }),
    'till.printClosing': ({ kind, number }) => till().printClosing(kind, number, who()),
    'till.closeDay': () => {
      const done = till().closeDay(who())
      return done.ok ? { ok: true, value: { closed: [...done.value.closed] } } : done
    },
  }
}
