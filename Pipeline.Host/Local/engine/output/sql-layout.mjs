// SQL on several lines for people: clauses of a query begin lines, subqueries are indented. Nothing but blanks is changed.

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*\n?|[A-Za-z_]\w*|\s+|[^]/g;
const CLAUSES = new Set(['FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'UNION', 'INTERSECT', 'EXCEPT', 'QUALIFY', 'JOIN', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'SEMI', 'ANTI']);
const JOINING = /^(?:LEFT|RIGHT|FULL|INNER|CROSS|SEMI|ANTI)(?:\s+(?:OUTER|SEMI|ANTI|JOIN|LATERAL))*\s+JOIN\b/;

/** The same SQL, one clause a line. */
export function laidOut(sql) {
  const tokens = sql.match(TOKEN) ?? [];
  const levels = [{ query: true, clause: '' }];
  let out = '';
  let previous = '';
  const top = () => levels[levels.length - 1];
  const line = (more = 0) => { out = `${out.trimEnd()}\n${'  '.repeat(levels.filter((l) => l.query).length - 1 + more)}`; };
  tokens.forEach((token, i) => {
    if (token === '(') {
      const query = /^(?:SELECT|WITH)$/.test(next(tokens, i));
      levels.push({ query, clause: '' });
      out += token;
      if (query) line();
    } else if (token === ')') {
      const { query } = levels.length > 1 ? levels.pop() : top();
      if (query) line();
      out += token;
    } else if (top().query && begins(token, previous, tokens, i)) {
      line();
      top().clause = token;
      out += token;
    } else if (/^\s/.test(token)) {
      if (!/\s$/.test(out)) out += ' ';
    } else {
      if (token === 'SELECT') {
        top().clause = token;
        if (previous === 'AS') line();
      }
      out += token;
      if (token === ',' && top().query && top().clause === 'SELECT') line(1);
    }
    if (!/^\s/.test(token)) previous = token;
  });
  return out.trim();
}

function begins(token, previous, tokens, i) {
  if (!CLAUSES.has(token) || previous === '') return false;
  if (token === 'JOIN') return !/^(?:LEFT|RIGHT|FULL|INNER|OUTER|CROSS|SEMI|ANTI|LATERAL)$/.test(previous);
  if (/^(?:LEFT|RIGHT|FULL|INNER|CROSS|SEMI|ANTI)$/.test(token)) return !/^(?:LEFT|RIGHT|FULL)$/.test(previous) && JOINING.test(tokens.slice(i, i + 9).join(''));
  if (token === 'FROM') return previous !== 'DISTINCT';
  return true;
}

const next = (tokens, i) => tokens.slice(i + 1, i + 3).find((t) => !/^\s/.test(t));
