import { create } from 'zustand'
import type { LeftOperation } from '../../electron/domain/operation'

/** What a damaged journal left unsettled, until somebody has read it; outlives the screen on which it was set aside. */
export const useLeftBehind = create<{ readonly rows: readonly LeftOperation[] }>()(() => ({ rows: [] }))
