import { oneOrMore, optional, required, variants } from '../source/shape.ts';
import { amount, date, duration, percent } from './quantities.ts';
import { salvageList, shared } from './salvage.ts';
import type { Close, Move, Offload, Open, ServicePolicy, Withdraw } from './scenario.ts';
import { item, type Unplaced } from './shape-item.ts';
import { locatedName } from './shape-names.ts';

const service = locatedName('a service', ['access', 'prescribing', 'psychosocial', 'recovery']);

const open = item(
  'an opening',
  { doc: 'A service opens.', examples: [{ open: 'rehab', from: '2018-04', with: '£250k' }] },
  {
    open: required(service, 'the service that opens'),
    from: required(date, 'the day it opens'),
    with: required(
      amount,
      'its money: a share of the yearly grant at the start of the run, or pounds a year',
    ),
  },
  ({ open, ...rest }): Unplaced<Open> => ({ service: open, ...rest }),
);

const close = item(
  'a closure',
  { doc: 'A service closes.', examples: [{ close: 'recovery', from: '2018-04', reinvest: 'access' }] },
  {
    close: required(service, 'the service that closes'),
    from: required(date, 'the day it closes'),
    reinvest: optional(service, 'the service that gets its money; absent: the money is saved'),
  },
  ({ close, ...rest }, complain): Unplaced<Close> => {
    if (rest.reinvest?.value === close.value)
      complain(
        'reinvest',
        'scenario/into-itself',
        `the money of ${close.value} cannot go to ${close.value}, which closes`,
        'name another service, or leave "reinvest" out to save the money',
      );
    return { service: close, ...rest };
  },
);

const move = item(
  'a move',
  {
    doc: 'Money moves from one service to another.',
    examples: [{ move: '20%', out_of: 'prescribing', into: 'recovery', from: '2018-04' }],
  },
  {
    move: required(amount, 'how much: a share of what "out_of" has, or pounds a year'),
    out_of: required(service, 'the service that gives'),
    into: required(service, 'the service that gets'),
    from: required(date, 'the day it moves'),
  },
  ({ move, out_of, ...rest }, complain): Unplaced<Move> => {
    if (rest.into.value === out_of.value)
      complain(
        'into',
        'scenario/into-itself',
        `money cannot move out of ${out_of.value} into ${out_of.value}`,
        'name two different services',
      );
    return { amount: move, outOf: out_of, ...rest };
  },
);

const withdraw = item(
  'a withdrawal',
  {
    doc: 'What the grant is short of its level at the start of the run is taken out of some services, in an order.',
    examples: [{ withdraw: ['recovery', 'rehab', 'access'], from: '2017-04' }],
  },
  {
    withdraw: required(
      oneOrMore(service),
      'which services, in order: each down to nothing before the next; the others keep their money as long as these last',
    ),
    from: required(date, 'the day from which it is so; a later list takes the place of this one'),
  },
  ({ withdraw, ...rest }, complain): Unplaced<Withdraw> => {
    if (withdraw.length === 0)
      complain(
        'withdraw',
        'scenario/no-lots',
        '"withdraw" names no services, so nothing would happen',
        'name the services in order: [recovery, rehab]',
      );
    for (const [i, { value, place }] of withdraw.entries())
      if (withdraw.findIndex(s => s.value === value) < i)
        complain(place, 'scenario/lot-twice', `"withdraw" names ${value} twice`, `leave one ${value} out`);
    return { services: withdraw, ...rest };
  },
);

const offload = item(
  'an offloading',
  {
    doc: 'A provider stops doing a service that it is still paid for, and keeps the money.',
    examples: [{ offload: 'rehab', from: '2018-04', keeps: '100%' }],
  },
  {
    offload: required(service, 'the service that is no longer done'),
    from: required(date, 'the day it stops'),
    keeps: optional(
      percent({ least: 0, most: 100 }, ['100%']),
      'the share of its money that is kept and not worked for; absent: all of it',
    ),
    for: optional(duration, 'how long; absent: to the end of the run, whoever holds the contract'),
  },
  ({ offload, keeps = 1, ...rest }): Unplaced<Offload> => ({ service: offload, ...rest, keeps }),
);

/** The `services` list of an arm. */
export const servicesList = shared<readonly ServicePolicy[]>(
  'services',
  salvageList(variants('a service policy', { open, close, move, withdraw, offload })),
);
