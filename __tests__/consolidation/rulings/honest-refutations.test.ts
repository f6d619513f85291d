import { describe, expect, test } from 'vitest';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildCitation, buildReviewRun, buildRulingRun } from '../../helpers/agent-run.ts';
import type { Texts } from '../../helpers/change.ts';
import { buildRecording } from '../../helpers/recording.ts';

/** A claim about a changed file, and what somebody cites against it. */
interface Refutation {
  readonly kind: string;
  readonly file: string;
  /** The file as it is; in the change its line `at` is new. */
  readonly text: string;
  readonly at: number;
  readonly claim: readonly [title: string, explanation: string];
  /** Files that the change leaves alone. */
  readonly others?: Readonly<Record<string, string>>;
  readonly cite: readonly [path: string, line: number, quote: string];
  readonly reason: string;
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const honest: readonly Refutation[] = [
  {
    kind: 'a guard in the same function',
    file: 'src/pool.go',
    text: lines(
      'package pool',
      '',
      'func (p *Pool) Take(id string) *Conn {',
      '\tif p.closed {',
      '\t\treturn nil',
      '\t}',
      '\treturn p.conns[id].use()',
      '}',
    ),
    at: 7,
    claim: [
      'Take uses a connection of a closed pool',
      'After Close the map is nil, so `p.conns[id].use()` panics.',
    ],
    cite: ['src/pool.go', 4, 'if p.closed {'],
    reason: 'The guard in line 4 returns before the map is read.',
  },
  {
    kind: 'a guard in a caller',
    file: 'src/remove.ts',
    text: lines(
      'import { rm } from "node:fs";',
      'export function removeTree(path: string) {',
      '  rm(path, { recursive: true });',
      '}',
    ),
    at: 3,
    claim: ['`removeTree` deletes whatever it is given', 'An empty path deletes the working directory.'],
    others: {
      'src/cleanup.ts': lines(
        'import { removeTree } from "./remove.ts";',
        'export function cleanUp(path: string) {',
        '  if (!path.startsWith(scratch)) throw new Error("not ours");',
        '  removeTree(path);',
        '}',
      ),
    },
    cite: ['src/cleanup.ts', 3, 'if (!path.startsWith(scratch)) throw new Error("not ours");'],
    reason: 'Its only caller refuses paths outside of the scratch directory.',
  },
  {
    kind: 'a value in a configuration file',
    file: 'src/upload.ts',
    text: lines(
      'import { settings } from "./settings.ts";',
      'export const accept = (request) =>',
      '  readBody(request, settings.maxBodyBytes);',
    ),
    at: 3,
    claim: [
      'Uploads have no limit',
      '`settings.maxBodyBytes` is unset by default, so a body of any size is read.',
    ],
    others: { 'config/default.yml': lines('server:', '  port: 8080', '  max_body_bytes: 65536') },
    cite: ['config/default.yml', 3, 'max_body_bytes: 65536'],
    reason: 'config/default.yml sets the limit to 64 kB.',
  },
  {
    kind: 'a type',
    file: 'src/rows.ts',
    text: lines(
      'import type { RowId } from "./row-id.ts";',
      'export const row = (id: RowId) =>',
      '  db.query("select * from rows where id = " + id);',
    ),
    at: 3,
    claim: ['SQL injection through `id`', 'The id of the request goes into the statement.'],
    others: {
      'src/row-id.ts': lines(
        '/** Parsed at the edge. */',
        'export type RowId = number & { readonly brand: "row" };',
      ),
    },
    cite: ['src/row-id.ts', 2, 'export type RowId = number & { readonly brand: "row" };'],
    reason: 'RowId is a number, parsed at the edge: it cannot hold SQL.',
  },
  {
    kind: 'a test',
    file: 'src/slug.py',
    text: lines('def slug(title):', '    words = title.lower().split()', '    return "-".join(words)'),
    at: 3,
    claim: ['`slug` fails on an empty title', 'An empty title raises an IndexError.'],
    others: {
      'tests/test_slug.py': lines(
        'from src.slug import slug',
        '',
        'def test_empty():',
        '    assert slug("") == ""',
      ),
    },
    cite: ['tests/test_slug.py', 4, 'assert slug("") == ""'],
    reason: 'The test of the empty title asserts an empty slug.',
  },
  {
    kind: 'what a vendored library does',
    file: 'cmd/link.go',
    text: lines(
      'package cmd',
      '',
      'func same(a, b string) bool {',
      '\tx, _ := paths.EvalSymlinks(a)',
      '\treturn x == b',
      '}',
    ),
    at: 5,
    claim: [
      'Paths are compared with their case',
      'On a file system without case `x == b` is false for one and the same file.',
    ],
    others: {
      'vendor/acme/paths/eval.go': lines(
        'package paths',
        '',
        'func EvalSymlinks(path string) (string, error) {',
        '\treturn canonicalCase(path)',
        '}',
      ),
    },
    cite: ['vendor/acme/paths/eval.go', 4, 'return canonicalCase(path)'],
    reason: 'EvalSymlinks returns the canonical case of each component.',
  },
  {
    kind: 'a version in a manifest',
    file: 'src/name.jsx',
    text: lines('import React from "react";', 'export const Name = ({ name }) =>', '  <b>{name}</b>;'),
    at: 3,
    claim: ['Script injection through `name`', 'React before 0.14 does not escape it.'],
    others: { 'package.json': lines('{', '  "dependencies": {', '    "react": "^18.2.0"', '  }', '}') },
    cite: ['package.json', 3, '"react": "^18.2.0"'],
    reason: 'package.json asks for react 18, which escapes text.',
  },
  {
    kind: 'a constraint of the database',
    file: 'app/accounts.rb',
    text: lines('class Accounts', '  def add(email)', '    Account.create!(email: email)', '  end', 'end'),
    at: 3,
    claim: ['Two accounts with one address', '`Account.create!` does not look whether the email exists.'],
    others: {
      'db/schema.rb': lines(
        'create_table "accounts" do |t|',
        '  t.string "email"',
        '  t.index ["email"], unique: true',
        'end',
      ),
    },
    cite: ['db/schema.rb', 3, 't.index ["email"], unique: true'],
    reason: 'The unique index on email in db/schema.rb rejects the second account.',
  },
  {
    kind: 'a constraint in SQL',
    file: 'src/users.js',
    text: lines(
      'exports.addUser = (email) =>',
      '  pool.query("insert into users (email) values ($1)", [email]);',
    ),
    at: 2,
    claim: ['Two users with one email', '`addUser` inserts into `users` without a look at the table.'],
    others: { 'migrations/003.sql': lines('-- Users', 'CREATE UNIQUE INDEX users_email ON users (email);') },
    cite: ['migrations/003.sql', 2, 'CREATE UNIQUE INDEX users_email ON users (email);'],
    reason: 'The unique index users_email makes the second insert fail.',
  },
  {
    kind: 'the place where a route is mounted',
    file: 'src/admin.ts',
    text: lines(
      'import { Router } from "express";',
      'export const admin = Router();',
      'admin.get("/users", (_, out) => out.json(users()));',
    ),
    at: 3,
    claim: ['Anybody may list the users', 'The route `/users` asks for no login.'],
    others: {
      'src/app.ts': lines(
        'import express from "express";',
        'import { admin } from "./admin.ts";',
        'const app = express();',
        'app.use("/admin", requireAdministrator, admin);',
      ),
    },
    cite: ['src/app.ts', 4, 'app.use("/admin", requireAdministrator, admin);'],
    reason: 'The router is mounted behind requireAdministrator.',
  },
  {
    kind: 'a base class',
    file: 'src/worker.py',
    text: lines(
      'from .base import BaseWorker',
      '',
      'class Worker(BaseWorker):',
      '    def run(self):',
      '        self.take().do()',
    ),
    at: 5,
    claim: ['A failing job ends the worker', 'An exception of `do` leaves `run`, and the worker is gone.'],
    others: {
      'src/base.py': lines(
        'class BaseWorker:',
        '    def loop(self):',
        '        try:',
        '            self.run()',
        '        except Exception as error:',
        '            self.report(error)',
      ),
    },
    cite: ['src/base.py', 5, 'except Exception as error:'],
    reason: 'The loop of the base class catches what run raises.',
  },
  {
    kind: 'a short line that rules all that follows',
    file: 'scripts/deploy.sh',
    text: lines('#!/bin/sh', 'set -e', 'build', 'upload --all'),
    at: 4,
    claim: ['A failed build is uploaded', '`upload` runs whatever `build` came to.'],
    cite: ['scripts/deploy.sh', 2, 'set -e'],
    reason: '`set -e` in line 2 ends the script when the build fails.',
  },
  {
    kind: 'a short line that rules all that follows, named by its number',
    file: 'scripts/deploy.sh',
    text: lines('#!/bin/sh', 'set -e', 'build', 'upload --all'),
    at: 4,
    claim: ['A failed build is uploaded', '`upload` runs whatever `build` came to.'],
    cite: ['scripts/deploy.sh', 2, 'set -e'],
    reason: 'Line 2 ends the script when the build fails.',
  },
  {
    kind: 'a line that is common, at its very place',
    file: 'pkg/read.go',
    text: lines(
      'package pkg',
      ...[1, 2, 3, 4].flatMap((step) => [
        `\tv${step}, err := open${step}()`,
        '\tif err != nil {',
        '\t\treturn err',
        '\t}',
      ]),
      '\treturn v4.Close()',
    ),
    at: 18,
    claim: ['`v4` may be nil', 'When `open4` fails, `v4.Close()` panics.'],
    cite: ['pkg/read.go', 15, 'if err != nil {'],
    reason: 'The check in line 15 returns when open4 fails.',
  },
  {
    kind: 'a template',
    file: 'app/views.py',
    text: lines(
      'def profile(request):',
      '    name = request.args["name"]',
      '    return render("profile.html", name=name)',
    ),
    at: 3,
    claim: ['Script injection on the profile page', 'The name of the request goes into the page as it came.'],
    others: { 'templates/profile.html': lines('<h1>Profile</h1>', '<p>{{ name | escape }}</p>') },
    cite: ['templates/profile.html', 2, '<p>{{ name | escape }}</p>'],
    reason: 'The template escapes the name.',
  },
  {
    kind: 'an interface definition',
    file: 'server/get_user.go',
    text: lines(
      'package server',
      '',
      'func (s *Server) GetUser(in *pb.GetUserRequest) *pb.User {',
      '\treturn s.users[parse(in.Id)]',
      '}',
    ),
    at: 4,
    claim: ['GetUser takes any text for an id', '`parse` panics on what is no UUID.'],
    others: {
      'api/user.proto': lines(
        'syntax = "proto3";',
        'message GetUserRequest {',
        '  string id = 1 [(validate.rules).string.uuid = true];',
        '}',
      ),
    },
    cite: ['api/user.proto', 3, 'string id = 1 [(validate.rules).string.uuid = true];'],
    reason: 'The request is validated: id is a uuid.',
  },
  {
    kind: 'the line as it really reads',
    file: 'scripts/run.sh',
    text: lines('#!/bin/bash', 'limit=$1; shift', '"$@" & wait'),
    at: 3,
    claim: ['A stray space breaks the command', 'Line 3 says `"$ @"`, which is a syntax error.'],
    cite: ['scripts/run.sh', 2, 'limit=$1; shift'],
    reason: 'There is no such space: after the shift of line 2, "$@" runs the command.',
  },
  {
    kind: 'a time limit in a workflow',
    file: '.github/workflows/nightly.yml',
    text: lines(
      'on: push',
      'jobs:',
      '  soak:',
      '    timeout-minutes: 30',
      '    steps:',
      '      - run: ./soak.sh',
    ),
    at: 6,
    claim: ['The soak test may run for ever', 'Nothing ends `./soak.sh`.'],
    cite: ['.github/workflows/nightly.yml', 4, 'timeout-minutes: 30'],
    reason: 'The job has a time limit of 30 minutes.',
  },
  {
    kind: 'the script that a job runs',
    file: '.github/workflows/check.yml',
    text: lines('on: push', 'jobs:', '  check:', '    steps:', '      - run: npm run verify'),
    at: 5,
    claim: ['The check runs no tests', '`npm run verify` only lints.'],
    others: {
      'package.json': lines('{', '  "scripts": {', '    "verify": "biome ci . && vitest run"', '  }', '}'),
    },
    cite: ['package.json', 3, '"verify": "biome ci . && vitest run"'],
    reason: 'The script verify runs vitest too.',
  },
  {
    kind: 'what a base class does, far from its name',
    file: 'app/controllers/users_controller.rb',
    text: lines(
      'class Admin::UsersController < Admin::BaseController',
      ...Array.from({ length: 12 }, (_, index) => `  def step${index}; end`),
      '  def drop',
      '    User.find(params[:id]).destroy!',
      '  end',
      'end',
    ),
    at: 15,
    claim: ['Anybody can destroy accounts', 'The action destroys whatever id it is given.'],
    others: {
      'app/controllers/admin/base_controller.rb': lines(
        'class Admin::BaseController < ApplicationController',
        '  before_action :require_admin',
        'end',
      ),
    },
    cite: ['app/controllers/admin/base_controller.rb', 2, 'before_action :require_admin'],
    reason: 'All of its kind run before_action :require_admin.',
  },
  {
    kind: 'what the claim calls by its first letters',
    file: 'shop/views.py',
    text: lines('def transfer(request):', '    Account.move(request.POST["to"])'),
    at: 2,
    claim: ['transfer lacks CSRF protection', 'A POST from any site moves money.'],
    others: {
      'shop/settings.py': lines('MIDDLEWARE = [', '    "django.middleware.csrf.CsrfViewMiddleware",', ']'),
    },
    cite: ['shop/settings.py', 2, '"django.middleware.csrf.CsrfViewMiddleware",'],
    reason: 'CsrfViewMiddleware is enabled for all views.',
  },
  {
    kind: 'what runs the file',
    file: 'scripts/entrypoint.sh',
    text: lines('#!/bin/sh', 'chmod 644 /app/.env', 'exec node server.js'),
    at: 2,
    claim: ['It runs as root', 'The script is started by root.'],
    others: {
      Dockerfile: lines(
        'FROM node:20',
        'COPY scripts/entrypoint.sh /run.sh',
        'USER www-data',
        'ENTRYPOINT ["/run.sh"]',
      ),
    },
    cite: ['Dockerfile', 3, 'USER www-data'],
    reason: 'The image switches to USER www-data first.',
  },
  {
    kind: 'an index of the table that is written',
    file: 'app/models/invoice.rb',
    text: lines(
      'class Invoice < ApplicationRecord',
      '  update!(number: Invoice.maximum(:number).next)',
      'end',
    ),
    at: 2,
    claim: ['Two get the same number', 'Two requests at once read the same maximum of `invoices`.'],
    others: {
      'db/schema.rb': lines('create_table "invoices" do |t|', '  t.index ["number"], unique: true', 'end'),
    },
    cite: ['db/schema.rb', 2, 't.index ["number"], unique: true'],
    reason: 'The schema has a unique index, so the second save raises.',
  },
  {
    kind: 'a bound in other words',
    file: 'pkg/resize.go',
    text: lines('package img', '\tw = min(w, maxSide)', '\treturn make([]byte, w*h*4)'),
    at: 3,
    claim: ['Allocation of any size', 'Huge dimensions allocate gigabytes.'],
    cite: ['pkg/resize.go', 2, 'w = min(w, maxSide)'],
    reason: 'The dimension is clamped before.',
  },
  {
    kind: 'a line told by where it stands',
    file: 'src/Parser.scala',
    text: lines('object Parser {', '    val cleaned = normalise(s)', '    cleaned.toIntOption', '}'),
    at: 3,
    claim: ['Input with a newline is rejected', 'A number as it comes from a file ends in one.'],
    cite: ['src/Parser.scala', 2, 'val cleaned = normalise(s)'],
    reason: 'That is dealt with two lines above.',
  },
];

const dishonest: readonly Refutation[] = [
  {
    ...(honest[0] as Refutation),
    kind: 'a licence',
    others: { LICENSE: lines('MIT License', '', 'Copyright (c) 2020 Somebody') },
    cite: ['LICENSE', 1, 'MIT License'],
    reason: 'LICENSE line 1 says that all is well with it.',
  },
  {
    ...(honest[0] as Refutation),
    kind: 'an unrelated setting',
    others: { 'package.json': lines('{', '  "name": "widgets",', '  "private": true', '}') },
    cite: ['package.json', 3, '"private": true'],
    reason: 'package.json says in line 3 that it is private.',
  },
  {
    ...(honest[0] as Refutation),
    kind: 'a lone brace',
    cite: ['src/pool.go', 6, '}'],
    reason: 'The brace `}` in line 6 ends the block.',
  },
  {
    ...(honest[0] as Refutation),
    kind: 'a short line of another function',
    text: (honest[0] as Refutation).text + lines('', 'func (p *Pool) Spin() {', '\tn++', '}'),
    cite: ['src/pool.go', 11, 'n++'],
    reason: 'Line 11 sees to it that this cannot be.',
  },
  {
    ...(honest[0] as Refutation),
    kind: 'a short word of a line',
    cite: ['src/pool.go', 4, 'closed'],
    reason: 'It is `closed` in line 4.',
  },
  {
    ...(honest[0] as Refutation),
    kind: 'a word in a read-me',
    others: { 'README.md': lines('# Pool', '', 'Take a connection from the pool, and use it.') },
    cite: ['README.md', 3, 'Take a connection from the pool, and use it.'],
    reason: 'README.md says that one may use the connection.',
  },
  {
    ...(honest[0] as Refutation),
    kind: 'a line told by where it does not stand',
    text:
      (honest[0] as Refutation).text +
      lines(...Array.from({ length: 9 }, () => '//'), 'var registry = open()'),
    cite: ['src/pool.go', 18, 'var registry = open()'],
    reason: 'That is dealt with two lines above.',
  },
  {
    ...(honest[0] as Refutation),
    kind: 'a class that only has the same parent',
    file: 'app/users_controller.rb',
    text: lines('class UsersController < BaseController', '  User.find(params[:id]).destroy!', 'end'),
    at: 2,
    others: {
      'app/posts_controller.rb': lines(
        'class PostsController < BaseController',
        '  before_action :require_admin',
        'end',
      ),
    },
    cite: ['app/posts_controller.rb', 2, 'before_action :require_admin'],
    reason: 'It has before_action :require_admin.',
  },
];

function ruledOn({ file, text, at, claim, others = {}, cite, reason }: Refutation): string | undefined {
  const before = text
    .split('\n')
    .map((line, index) => (index === at - 1 ? 'something else' : line))
    .join('\n');
  const same = Object.entries(others).map(([path, all]) => [path, [all, all]] as const);
  const texts: Texts = { [file]: [before, text], ...Object.fromEntries(same) };
  const [title, explanation] = claim;
  const runs = [
    buildReviewRun('claude', [{ title, explanation, path: file, startLine: at, endLine: at }]),
    buildReviewRun('codex', []),
    buildRulingRun('codex', [{ ruling: 'refuted', reason, evidence: [buildCitation(...cite)] }], {
      F1: ['claude/1'],
    }),
  ];
  const { findings, refuted } = settleReviews(buildRecording({ runs }, texts));
  return [...findings, ...refuted][0]?.ruling.value;
}

describe('a claim is refuted by', () => {
  test.each(honest.map((one) => [one.kind, one] as const))('%s', (_, refutation) => {
    expect(ruledOn(refutation)).toBe('refuted');
  });
});

describe('a claim is not refuted by', () => {
  test.each(dishonest.map((one) => [one.kind, one] as const))('%s', (_, refutation) => {
    expect(ruledOn(refutation)).toBe('plausible');
  });
});
