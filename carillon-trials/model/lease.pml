/*
 * The protocol of leases: who may send a delivery, and whose settlement counts. `./carillon trial
 * model` visits every state of it, with spin (spinroot.com).
 *
 * MODELLED: two nodes, one delivery, and up to two lives of each node. A node claims, looks at its
 * lease, writes the request and settles; it beats; its counter is looked at, it is declared dead,
 * and what it held is taken back. Every step may take any time. Processes are killed and started
 * again. Of a claim or a settlement that was committed the answer may be lost; a settlement is then
 * written again. Requests are taken or not, and their answers may be lost. A send may be given up
 * at any time. With CLOCK_STOPS a machine is suspended together with its monotonic clock.
 *
 * TIME passes in ticks, the same for all. A lease is trusted for TRUSTED ticks from the beginning
 * of the last good beat; a counter has stood still for SILENT ticks before its node is declared
 * dead. In the engine these are 5 s and 7 s. Whoever is not suspended writes before the next tick
 * after its look: in the engine that is within the 2 s between the two (with CLOCK_STOPS 1 s less,
 * for so far apart may two clocks be unnoticed). Nothing else is timed, so other numbers in the
 * same order would allow no other sequence of events.
 *
 * THE WORST CASE is modelled where it covers all others, which keeps the states few:
 *   - a beat arrives as soon as it begins: on its way longer, its trust only ends sooner
 *   - the others see a counter as soon as it is raised: later, they only wait longer
 *   - whoever looks at the others never stands still
 * What the rows of nodes and deliveries guard is one step here, as a lock makes it one there.
 *
 * PROMISED, and asserted where a request is written:
 *   - after a delivery is settled as delivered no request is written, except by a process that was
 *     suspended between its look and the write for at least SILENT - TRUSTED ticks
 *   - STRICT: a request is written only under the lease that stands, with the same exception
 *   - HOLD (whenUnknown: HOLD): no request is written after one was taken, without exception; and
 *     this rests on no clock, so that it is also checked with NO_SELF_CHECK
 *   - EVENTUALLY: what nobody holds any more does not stay leased, and what waits does not stay
 *     while a node that lives is free; given that each thread and the time go on
 *
 * NOT MODELLED: several deliveries (each has its own row), operators, deletion, expiry, breakers,
 * a database that loses what it committed, and requests that arrive long after they were written.
 *
 * A part of the protocol is taken out by a macro, and then an assertion must fail:
 *   NO_FENCE               a settlement asks only whether the delivery is being sent
 *   NO_INCARNATION         leases are known by their number alone, and a node that was declared
 *                          dead goes on with them in its next life
 *   NO_NUMBER              leases are known by their incarnation alone
 *   NO_SELF_CHECK          nobody looks at the lease before the write
 *   NO_MARGIN              a silent node is declared dead no later than it trusts its leases
 *   NO_COMPARE             a node is declared dead though it has beaten since it was looked at
 *   TRUST_FROM_ANSWER      the trust is counted from the answer to the beat
 *   NO_GIVING_UP           an attempt does not notice that it was given up
 *   NO_CLOCKS_COMPARED     (CLOCK_STOPS) the monotonic clock alone is believed
 *   NO_LOOK_AFTER_BEAT     (CLOCK_STOPS) a beat mends that, also when the machine slept during it
 *   NO_DEPARTURE           (HOLD) that a message may leave is not committed before
 *   NO_ROW_HELD            (HOLD) that commit does not hold the row of its node
 *   NO_TAKING_BACK         (EVENTUALLY) nobody takes back what the dead held
 *   NO_LETTING_GO          (EVENTUALLY) a node does not let go what it does not remember
 *   NO_MEMORY_FIRST        (HOLD) a node reads what it is said to hold before it looks what it
 *                          remembers
 *   NO_SENDING_ONLY        and lets go what has come to be in doubt since
 * That something happens at all is shown by an assertion that it does not, which must fail:
 *   REACH_TWICE            two requests are under way at the same time
 *   REACH_EXPLAINED        the exception
 *   REACH_REFUSED          a settlement is refused
 *   REACH_FORGOTTEN        a claim's answer was lost, and its delivery is let go
 *   REACH_KNOWN_LATE       (HOLD) what is in doubt is settled by its own attempt
 */

#ifndef LIVES
#define LIVES 3         /* of both nodes together: the first may have one more than the second */
#endif
#define TRUSTED 1
#ifdef NO_MARGIN
#define SILENT 1
#else
#define SILENT 2
#endif
#define TOO_LONG (TRUSTED + 1)
#define NONE 255
#define OLD 255         /* the number of a lease that is not the newest one */

#define NODE(l) (((l) + 1) % 2)             /* lives 1 and 3 are the first node's, 2 and 4 the second's */
#define LIVING(l) (life[NODE(l)] == (l))    /* in its own belief: rows[l] is what the database says */

mtype:delivery = { waiting, sending, delivered, doubtful };
mtype:attempt = { idle, leased, departed, looked, overslept, sent, unsent };

/* The database. */
mtype:delivery state = waiting;
byte leasedBy;                  /* a life, while the state is sending or doubtful */
byte newest;                    /* the attempt that has the newest lease's number; 0: nobody knows it */
bool mayHaveLeft;                      /* HOLD: it may have left */
bool rows[LIVES + 1];           /* the nodes' rows; lives count from 1 */
byte silent[LIVES + 1];         /* for how many ticks their counters have stood still */

/* The receiver. */
bool taken;                     /* HOLD */

/* The memory of each node, and its clocks. */
byte life[2];
byte sinceBeat[2];              /* ticks since the last good beat began */
byte sinceAsked[2] = NONE;      /* ticks since the beat under way began */
bool frozen[2];                 /* suspended, and its monotonic clock stands still */
bool apart[2];                  /* since the last good beat its clocks have gone apart */
bool apartWhenAsked[2];         /* the same since the beat under way began */

/* The attempt of each life; and whether it writes an old settlement again. */
mtype:attempt at[LIVES + 1] = idle;
bool again[LIVES + 1];
bool found[LIVES + 1];          /* a lease is about to be let go, as one that is not remembered */

#ifdef CLOCK_STOPS
#define RUNS(n) (!frozen[n])
#else
#define RUNS(n) true
#endif

#ifdef NO_CLOCKS_COMPARED
#define CLOCKS_AGREE(l) true
#else
#define CLOCKS_AGREE(l) (!apart[NODE(l)])   /* else it beats first */
#endif

#ifdef NO_SELF_CHECK
#define MAY_WRITE(l) true
#elif defined(NO_INCARNATION)
#define MAY_WRITE(l) (CLOCKS_AGREE(l) && sinceBeat[NODE(l)] <= TRUSTED)
#else
#define MAY_WRITE(l) (CLOCKS_AGREE(l) && sinceBeat[NODE(l)] <= TRUSTED && LIVING(l))
#endif

/* Whether the lease of a life with this number is the one that stands in the delivery's row. */
#ifdef NO_FENCE
#define STANDS(l, number) true
#elif defined(NO_INCARNATION)
#define STANDS(l, number) (newest == (number))
#elif defined(NO_NUMBER)
#define STANDS(l, number) (leasedBy == (l))
#else
#define STANDS(l, number) (leasedBy == (l) && newest == (number))
#endif

#ifdef NO_ROW_HELD
#define ROW_HELD(l) true
#else
#define ROW_HELD(l) rows[l]
#endif

#define IS_SENT_BY(l) (state == sending && leasedBy == (l))
#ifdef NO_SENDING_ONLY
#define MAY_BE_LET_GO(l) (IS_SENT_BY(l) || (state == doubtful && leasedBy == (l)))
#else
#define MAY_BE_LET_GO(l) IS_SENT_BY(l)
#endif

#define IS_FORGOTTEN(l) (at[l] == idle)
#ifdef NO_MEMORY_FIRST
#define FORGOTTEN_FIRST(l) true
#define FORGOTTEN_LAST(l) IS_FORGOTTEN(l)
#else
#define FORGOTTEN_FIRST(l) IS_FORGOTTEN(l)
#define FORGOTTEN_LAST(l) true
#endif

#ifdef HOLD
#define READY departed
#else
#define READY leased
#endif

#ifdef REACH_REFUSED
#define REFUSED assert(false)
#else
#define REFUSED skip
#endif

#ifdef REACH_KNOWN_LATE
#define KNOWN_LATE assert(false)
#else
#define KNOWN_LATE skip
#endif

inline become(next) {
    state = next;
    leasedBy = 0;
    newest = 0;
    mayHaveLeft = false
}

inline settle(who, number, next) {
    if
    :: state == sending && STANDS(who, number) -> become(next)
    :: state == doubtful && STANDS(who, number) -> KNOWN_LATE; become(next)
    :: else -> REFUSED
    fi
}

/* What the claiming thread, the sending threads and the settling threads of one life do. */
proctype Sender(byte l) {
    do
    /* Claim, and perhaps never hear of it. */
    :: atomic {
           RUNS(NODE(l)) && LIVING(l) && at[l] == idle && !found[l] && state == waiting && rows[l] ->
               state = sending;
               leasedBy = l;
               if
               :: newest = l; at[l] = leased
               :: newest = 0
               fi
       }
    /* Find what is not in memory, and let it go; the same thread claims. */
#ifndef NO_LETTING_GO
    :: atomic {
           RUNS(NODE(l)) && LIVING(l) && !found[l] && IS_SENT_BY(l) && FORGOTTEN_FIRST(l) ->
               found[l] = true
       }
    :: atomic {
           RUNS(NODE(l)) && found[l] ->
               found[l] = false;
               if
               :: MAY_BE_LET_GO(l) && FORGOTTEN_LAST(l) ->
#ifdef REACH_FORGOTTEN
                   assert(false);
#endif
                   become(waiting)
               :: else
               fi
       }
#endif
    /* Let go before the write: the lease is not trusted, there is no room, the node stops. */
    :: atomic {
           RUNS(NODE(l)) && (at[l] == leased || at[l] == departed) ->
               settle(l, l, waiting);
#ifndef NO_GIVING_UP
               at[l] = idle
#endif
       }
#ifdef HOLD
    /* Commit that it may leave. */
    :: atomic {
           RUNS(NODE(l)) && at[l] == leased ->
#ifdef NO_DEPARTURE
               at[l] = departed
#else
               if
               :: state == sending && STANDS(l, l) && ROW_HELD(l) -> mayHaveLeft = true; at[l] = departed
               :: else -> at[l] = idle
               fi
#endif
       }
#endif
    /* Look at the lease. */
    :: atomic { RUNS(NODE(l)) && at[l] == READY && MAY_WRITE(l) -> at[l] = looked }
    /* Write the request. */
    :: atomic {
           RUNS(NODE(l)) && (at[l] == looked || at[l] == overslept) ->
#ifdef HOLD
               assert(!taken);
               if
               :: taken = true; at[l] = sent
               :: at[l] = unsent
               fi
#else
               if
               :: state == delivered && at[l] == overslept ->
#ifdef REACH_EXPLAINED
                   assert(false);
#endif
                   skip
               :: else -> assert(state != delivered)
               fi;
#ifdef STRICT
               assert(at[l] == overslept || (state == sending && STANDS(l, l)));
#endif
#ifdef REACH_TWICE
               if
               :: at[1] == sent || at[2] == sent -> assert(false)
               :: else
               fi;
#endif
               at[l] = sent
#endif
       }
    /* Settle what was answered with success. */
    :: atomic { RUNS(NODE(l)) && at[l] == sent -> settle(l, l, delivered); at[l] = idle }
#ifdef HOLD
    /* Settle what is known not to have been taken. */
    :: atomic { RUNS(NODE(l)) && at[l] == unsent -> settle(l, l, waiting); at[l] = idle }
    /* Settle what nobody knows: it is in doubt. */
    :: atomic {
           RUNS(NODE(l)) && (at[l] == sent || at[l] == unsent) ->
               if
               :: state == sending && STANDS(l, l) -> state = doubtful
               :: else
               fi;
               at[l] = idle
       }
#else
    /* Settle what was not answered, or not with success: it goes again. The answer may be lost. */
    :: atomic {
           RUNS(NODE(l)) && at[l] == sent ->
               settle(l, l, waiting);
               at[l] = idle;
               if
               :: again[l] = true
               :: skip
               fi
       }
    /* Write that settlement again. */
    :: atomic { RUNS(NODE(l)) && again[l] -> settle(l, OLD, waiting); again[l] = false }
#endif
    od
}

/* A node begins its next life. */
inline bear(n) {
    life[n] = life[n] + 2;
    rows[life[n]] = true;
    silent[life[n]] = 0;
    sinceBeat[n] = 0;
    sinceAsked[n] = NONE;
    apart[n] = false;
    apartWhenAsked[n] = false
}

#define HAS_NEXT_LIFE(n) (life[n] != 0 && life[n] + 2 <= LIVES)

/* The beats of one node. */
proctype Beater(byte n) {
    do
    /* The counter is raised. */
    :: atomic {
           RUNS(n) && sinceAsked[n] == NONE && rows[life[n]] ->
               silent[life[n]] = 0;
               sinceAsked[n] = 0
       }
    /* The answer is read. */
    :: atomic {
           RUNS(n) && sinceAsked[n] != NONE ->
#ifdef TRUST_FROM_ANSWER
               sinceBeat[n] = 0;
#else
               sinceBeat[n] = sinceAsked[n];
#endif
#ifdef NO_LOOK_AFTER_BEAT
               apart[n] = false;
#else
               apart[n] = apartWhenAsked[n];
#endif
               apartWhenAsked[n] = false;
               sinceAsked[n] = NONE
       }
    /* The beat hits no row. */
    :: atomic { RUNS(n) && sinceAsked[n] == NONE && !rows[life[n]] && HAS_NEXT_LIFE(n) -> bear(n) }
    od
}

#define IS_SILENT(l) (rows[l] && silent[l] == SILENT)
#ifdef NO_COMPARE
#define STILL_SILENT(l) true
#else
#define STILL_SILENT(l) IS_SILENT(l)
#endif

/* Whoever looks at the counter of a life: sees that it has stood still, then declares it dead. */
proctype Reclaimer(byte l) {
    do
    :: atomic { IS_SILENT(l) -> skip };
       atomic {
           if
           :: STILL_SILENT(l) -> rows[l] = false; silent[l] = 0
           :: else
           fi
       }
    od
}

/* Whoever finds what is leased by a life without a row: reads it, then settles it by its fence. */
proctype TakerBack() {
    byte orphan;
    bool orphanLeft;
#ifndef NO_TAKING_BACK
    do
    :: atomic { state == sending && !rows[leasedBy] -> orphan = leasedBy; orphanLeft = mayHaveLeft };
       atomic {
           if
           :: state == sending && leasedBy == orphan && orphanLeft -> state = doubtful
           :: state == sending && leasedBy == orphan && !orphanLeft -> become(waiting)
           :: else
           fi;
           orphan = 0;
           orphanLeft = false
       }
    od
#endif
}

inline pass(n) {
    if
    :: frozen[n] -> apart[n] = true; apartWhenAsked[n] = (sinceAsked[n] != NONE)
    :: else ->
        sinceBeat[n] = (sinceBeat[n] < TOO_LONG -> sinceBeat[n] + 1 : TOO_LONG);
        sinceAsked[n] = (sinceAsked[n] < TOO_LONG -> sinceAsked[n] + 1 : sinceAsked[n])
    fi
}

inline passFor(l) {
    silent[l] = (rows[l] && silent[l] < SILENT -> silent[l] + 1 : silent[l]);
    at[l] = (at[l] == looked -> overslept : at[l])
}

inline kill(n, l) {
    at[l] = idle;
    again[l] = false;
    found[l] = false;
    newest = (newest == l -> 0 : newest);
    frozen[n] = false
}

/* The time, and what befalls processes. */
proctype World() {
    do
    :: atomic {
           pass(0);
           pass(1);
           passFor(1);
           passFor(2);
#if LIVES > 2
           passFor(3);
#endif
#if LIVES > 3
           passFor(4)
#endif
       }
    :: atomic { life[0] == 1 && HAS_NEXT_LIFE(0) -> kill(0, 1); bear(0) }
    :: atomic { life[1] == 2 && HAS_NEXT_LIFE(1) -> kill(1, 2); bear(1) }
#ifdef EVENTUALLY
    :: atomic { life[0] == 1 -> kill(0, 1); life[0] = 0 } /* for good */
#endif
#ifdef CLOCK_STOPS
    :: atomic { !frozen[0] -> frozen[0] = true }
    :: atomic { frozen[0] -> frozen[0] = false }
#endif
    od
}

init {
    atomic {
        life[0] = 1;
        rows[1] = true;
        life[1] = 2;
        rows[2] = true;
        run Sender(1);
        run Reclaimer(1);
        run Sender(2);
        run Reclaimer(2);
#if LIVES > 2
        run Sender(3);
        run Reclaimer(3);
#endif
#if LIVES > 3
        run Sender(4);
        run Reclaimer(4);
#endif
        run Beater(0);
        run Beater(1);
        run TakerBack();
        run World()
    }
}

#ifdef EVENTUALLY
#define FREE(l) (LIVING(l) && rows[l] && at[l] == idle)
#define nobodys (state == sending && (!LIVING(leasedBy) || at[leasedBy] == idle))
#define wanted (state == waiting && (FREE(1) || FREE(2)))
ltl eventually { ([] <> !nobodys) && ([] <> !wanted) }
#endif
