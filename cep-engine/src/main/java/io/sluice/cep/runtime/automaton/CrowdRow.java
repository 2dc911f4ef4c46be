package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The row that a {@link Crowd} is being asked about: what it is to each statement, and which of
 * them are active for its key. The key is looked up when somebody needs it, since most rows matter
 * to nobody.
 */
final class CrowdRow {
  private final Letters letters;
  private final ConditionTable conditions;
  private final KeyTable keys;
  private final Cells cells;

  /** A row whose letter has none of these bits changes nothing; -1: each may. */
  private final long wanted;

  private final long first;
  private final long later;
  private final long all;

  private @Nullable Event current;
  private int key = -1;
  private boolean keyLooked;

  /** Of the row; what is noted for an earlier one counts no more. */
  private int serial;

  // By statement: its cell for the key, and its letter, with the serials they are of.
  private int[] cellOf = new int[16];
  private int[] cellSeen = new int[16];
  private long[] letterOf = new long[16];
  private int[] letterSeen = new int[16];

  CrowdRow(
      MatchProgram program,
      Letters letters,
      ConditionTable conditions,
      KeyTable keys,
      Cells cells) {
    this.letters = letters;
    this.conditions = conditions;
    this.keys = keys;
    this.cells = cells;
    this.wanted = letters.wanted(program);
    this.first = letters.mask(program.facts().first());
    this.later = letters.mask(program.facts().later());
    this.all = letters.mask(Letters.used(program));
  }

  /** Makes room for statements with numbers below {@code length}. */
  void room(int length) {
    cellOf = Arrays.copyOf(cellOf, length);
    cellSeen = Arrays.copyOf(cellSeen, length);
    letterOf = Arrays.copyOf(letterOf, length);
    letterSeen = Arrays.copyOf(letterSeen, length);
  }

  void look(Event row) {
    current = row;
    serial++;
    conditions.next();
    key = -1;
    keyLooked = cells.size() == 0;
  }

  /** The row, with its key, if it is another than the last one. */
  void lookWithKey(Event row) {
    if (row != current) {
      look(row);
    }
    lookKey(row);
  }

  private void lookKey(Event row) {
    if (keyLooked) {
      return;
    }
    keyLooked = true;
    keys.look(row);
    key = keys.find();
    for (int i = active() - 1; i >= 0; i--) {
      isCell(cells.statementAt(key, i), cells.cellAt(key, i));
    }
  }

  private int active() {
    return key < 0 ? 0 : cells.count(key);
  }

  /**
   * How many statements are active for the key of the row; none where it matters to none of them.
   */
  int active(Event row) {
    if (keyLooked || wanted == -1 || conditions.mayHold(later, row.values())) {
      lookKey(row);
    }
    return active();
  }

  int active(int index) {
    return cells.statementAt(key, index);
  }

  // ---- what the row is to a statement ----

  /** Whether it begins a match of the statement, or goes on with one. */
  boolean begins(int statement, Event row) {
    lookKey(row);
    long letter = note(statement, all, row);
    return (letter & first) != 0 || cell(statement) >= 0 && matters(letter);
  }

  /** Whether it goes on with a match of the statement, of which it begins none. */
  boolean goesOn(int statement, Event row) {
    return letterSeen[statement] != serial // else it was asked by begins
        && matters(note(statement, wanted == -1 ? all : later, row));
  }

  private long note(int statement, long asked, Event row) {
    long letter = conditions.letter(statement, asked, row.values());
    letterOf[statement] = letter;
    letterSeen[statement] = serial;
    return letter;
  }

  long letter(int statement, Event row) {
    return letterSeen[statement] == serial
        ? letterOf[statement]
        : conditions.letter(statement, all, row.values());
  }

  boolean matters(long letter) {
    return wanted == -1 || (letter & wanted) != 0;
  }

  int number(long letter) {
    return letters.number(letter);
  }

  // ---- its key ----

  /** The statement's cell for the key, or -1. */
  int cell(int statement) {
    return cellSeen[statement] == serial ? cellOf[statement] : -1;
  }

  /** A new one for the statement. */
  int add(int statement, Event row) {
    if (key < 0) {
      keys.look(row);
      key = keys.find();
    }
    if (key < 0) {
      key = keys.add();
    }
    int cell = cells.add(key, statement);
    isCell(statement, cell);
    return cell;
  }

  private void isCell(int statement, int cell) {
    cellOf[statement] = cell;
    cellSeen[statement] = serial;
  }

  /** Takes a cell away, and its key with the last one. */
  void remove(int cell) {
    int of = cells.key(cell);
    int statement = cells.statement(cell);
    if (cellOf[statement] == cell) {
      cellSeen[statement] = serial - 1;
    }
    if (cells.remove(cell)) {
      keys.remove(of);
      key = key == of ? -1 : key;
    }
  }
}
