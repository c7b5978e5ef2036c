// Paths of views: a file, a folder, or a pattern; hidden files and folders are left out.

import fs from 'node:fs';
import path from 'node:path';
import { fail, refuse } from '../errors.mjs';

/** A local path from what a view names, which may be a file URL. */
export function localPath(text) {
  if (/^file:/i.test(text)) return decodeURI(text.replace(/^file:(?:\/\/)?/i, '')).replace(/^(?!\/)/, '/');
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):\//.exec(text);
  if (scheme && scheme[1].length > 1) unknownScheme(scheme[1]);
  return path.resolve(text);
}

function unknownScheme(scheme) {
  if (/^(s3[an]?|hdfs|http|https|ftp|wasbs?|abfss?|gs|viewfs|webhdfs)$/i.test(scheme)) refuse(`paths of the scheme ${scheme}`);
  fail(null, `No FileSystem for scheme "${scheme}"`);
}

const GLOB = /[*?[{]/;
const hidden = (name) => (name.startsWith('_') && !name.includes('=')) || name.startsWith('.') || name.endsWith('._COPYING_');

/** The data files under a path with their sizes, the largest first, as Spark reads them; partition folders (key=value) give columns. */
export function listFiles(text, { recursive = false, glob } = {}) {
  const target = localPath(text);
  const roots = GLOB.test(target) ? expand(target) : fs.existsSync(target) ? [target] : [];
  if (roots.length === 0) fail('PATH_NOT_FOUND', `Path does not exist: file:${target}.`);
  const filter = glob === undefined ? undefined : globPattern(glob);
  const files = roots.flatMap((root) => filesOf(root, recursive, GLOB.test(target)));
  return files.filter((f) => !filter || filter.test(path.basename(f.path))).sort((a, b) => b.size - a.size);
}

function filesOf(root, recursive) {
  const stat = fs.statSync(root);
  if (!stat.isDirectory()) return [fileOf(root, stat, {})];
  return folder(root, {}, recursive);
}

const fileOf = (file, stat, partition) => ({ path: file, size: stat.size, modified: stat.mtimeMs, partition });

function folder(dir, partition, recursive) {
  const files = [];
  for (const name of fs.readdirSync(dir).sort()) {
    if (hidden(name)) continue;
    const full = path.join(dir, name);
    const stat = fs.statSync(full);
    if (!stat.isDirectory()) { files.push(fileOf(full, stat, partition)); continue; }
    const m = /^([^=]+)=(.*)$/.exec(name);
    // Sub-folders are read for their own sake only when they are partitions.
    if (recursive) files.push(...folder(full, partition, true));
    else if (m) files.push(...folder(full, { ...partition, [m[1]]: decodeURIComponent(m[2]) }, false));
  }
  return files;
}

function globPattern(glob) {
  let source = '';
  let depth = 0;
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i];
    if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '[') {
      const end = glob.indexOf(']', i);
      if (end < 0) fail(null, `Illegal file pattern: ${glob}`);
      source += `[${glob.slice(i + 1, end).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
      i = end;
    } else if (c === '{') { source += '(?:'; depth++; } else if (c === '}' && depth > 0) { source += ')'; depth--; } else if (c === ',' && depth > 0) source += '|';
    else if (c === '\\') { i++; source += (glob[i] ?? '').replace(/[^a-zA-Z0-9]/, '\\$&'); } else source += c.replace(/[.+^$()|\\\]]/, '\\$&');
  }
  return new RegExp(`^${source}$`);
}

function expand(target) {
  let found = [path.parse(target).root];
  for (const part of target.slice(found[0].length).split('/').filter(Boolean)) {
    const pattern = GLOB.test(part) ? globPattern(part) : null;
    found = found.flatMap((base) => matching(base, part, pattern));
  }
  return found;
}

function matching(base, part, pattern) {
  if (!pattern) return fs.existsSync(path.join(base, part)) ? [path.join(base, part)] : [];
  let names;
  try { names = fs.readdirSync(base); } catch { return []; }
  return names.filter((n) => pattern.test(n) && !hidden(n)).sort().map((n) => path.join(base, n));
}

/** Fails if a file that was listed is gone or another one by now. */
export function checkListed(file) {
  let stat;
  try { stat = fs.statSync(file.path); } catch {
    return fail('_LEGACY_ERROR_TEMP_2055', `File file:${file.path} does not exist\nIt is possible the underlying files have been updated. You can explicitly `
      + "invalidate the cache in Spark by running 'REFRESH TABLE tableName' command in SQL or by recreating the Dataset/DataFrame involved.");
  }
  if (stat.size !== file.size || stat.mtimeMs !== file.modified) refuse(`reading ${file.path}, which was changed after the view was made; make the view anew`);
  return undefined;
}
