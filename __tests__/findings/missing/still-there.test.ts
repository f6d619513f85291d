import { describe, expect, test } from 'vitest';
import { stillThere } from '../../../src/findings/missing/still-there.ts';

describe('what blocks and is there still', () => {
  test.each([
    ['Die übrigen Punkte sind behoben, ein blockierendes Problem bleibt bestehen.', 1],
    ['Das kritische Problem ist noch nicht behoben.', 1],
    ['Le reste est corrigé. Un problème bloquant subsiste.', 1],
    ['Queda un problema bloqueante sin resolver.', 1],
    ['Ainda há um problema crítico em aberto.', 1],
    ['Resta un problema bloccante.', 1],
    ['Остаётся одна критическая проблема.', 1],
    ['之前的问题已修复，但仍有一个阻断问题未解决。', 1],
    ['ブロッカーが2件残っています。', 2],
    ['치명적인 문제가 3건 남아 있습니다.', 3],
  ])('is heard in other languages: %s', (line, count) => expect(stillThere(line)).toBe(count));

  test.each([
    'Kein blockierendes Problem bleibt bestehen.',
    'Falls ein kritischer Fehler bleibt, wird er gemeldet.',
    'Aucun problème bloquant ne subsiste.',
    'Les erreurs critiques qui restent dans la file sont écrites au journal.',
    'No queda ningún problema bloqueante.',
    'Não resta nenhum problema crítico.',
    'Non resta nessun problema bloccante.',
    'Критических проблем не осталось, блокеров нет.',
    '没有未解决的阻断问题。',
    'ブロッカーは残っていません。',
    '치명적인 문제는 없습니다.',
  ])('is not heard where there is none: %s', (line) => expect(stillThere(line)).toBe(0));
});
