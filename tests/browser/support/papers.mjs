// Made-up papers of many years, sites and lengths of title, for filters, histogram and layout.

const paper = (path, title, authors, date, sections, language = 'en') =>
  ({ host: 'atlas.example', path, title, authors, date, sections, language });

export const papers = [
  paper('2016/early-directions/', 'Early Directions', ['Mina Ode'], '2016-05-02', [
    ['Directions before neurons', 'Before anybody spoke of superposition, it was known that a direction in activation space may stand for a concept although no single neuron does. We collect what was measured about such directions in word vectors and in the first vision models, and say which of the measurements still hold.'],
  ]),
  paper('2017/counting-features/', 'Counting the Features of a Small Network', ['Jun Harrow', 'Mina Ode'], '2017-11-20', [
    ['How many are there', 'A layer of ten neurons can hold more than ten features when few of them are active together. We count them by looking for superposition directly: each feature is switched on by itself, and its direction is written down.'],
  ]),
  paper('2018/interference/', 'Interference Is the Price', ['Teo Lindqvist', 'Jun Harrow', 'Amal Reyes', 'Petra Novak', 'Sol Kim'], '2018-03-08', [
    ['The price', 'Where features share directions they disturb each other. We call the disturbance interference, and show that superposition pays for it with a nonlinearity: small disturbances fall below the threshold and vanish.'],
    ['Measuring it', 'Interference is the sum of squared inner products between the direction of one feature and all others. It grows with the number of features that superposition packs into the space.'],
  ]),
  paper('2019/geometry/', 'The Geometry of Packed Features', ['Sol Kim'], '2019-09-14', [
    ['Polytopes', 'Features in superposition settle on the corners of regular shapes: a digon, a triangle, a tetrahedron, a pentagon. With the inner product $\\langle w_i, w_j \\rangle$ kept small for all pairs, each feature takes up $D_i = \\lVert w_i \\rVert^2 / \\sum_j (\\hat{w}_i \\cdot w_j)^2$ of a dimension.'],
  ]),
  paper('2020/very-long-title/', 'A Careful and Perhaps Overlong Investigation of Whether Superposition in the Residual Stream of Transformer Language Models Persists When Every Attention Head Is Replaced by Its Average over a Large Corpus', ['Alexandrina Wolfeschlegelsteinhausenbergerdorff', 'Jun Harrow', 'Mina Ode', 'Teo Lindqvist', 'Amal Reyes', 'Petra Novak'], '2020-06-30', [
    ['An unusually long heading that goes on to say nearly everything that the section below it is going to say about averaged attention heads', 'When each head is replaced by its average, superposition in the residual stream persists, though it is weaker. The word Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft is here to be broken across lines.'],
  ]),
  paper('2022/reading-out/', 'Reading Out What Was Packed', ['Amal Reyes', 'Sol Kim'], '2022-02-11', [
    ['Sparse readout', 'To read features out of superposition, train a sparse autoencoder: an overcomplete dictionary whose activations are kept sparse by an L1 penalty. The dictionary finds directions that nobody had named.'],
  ]),
  paper('2023/heads/', 'Heads That Remember', ['Petra Novak'], '2023-08-19', [
    ['Induction', 'An induction head looks for an earlier copy of the present token and attends to what came behind it. Two heads in two layers are enough: one moves the previous token, the other compares.'],
  ]),
  paper('ko/2024/jungcheop/', '중첩은 언제 생기는가', ['김솔', '오민아'], '2024-04-03', [
    ['희소성과 중첩', '특징이 드물게 켜질수록 중첩(superposition)이 잘 생긴다. 열 개의 특징을 다섯 차원에 넣는 실험에서, 희소성이 높아지면 특징들은 서로를 밀어내며 정다각형의 꼭짓점에 자리를 잡는다.'],
  ], 'ko'),
];

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const pageOf = ({ title, authors, date, sections, language }) => `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="citation_title" content="${escape(title)}">
${authors.map((author) => `<meta name="citation_author" content="${escape(author)}">`).join('\n')}
<meta name="citation_publication_date" content="${date.replaceAll('-', '/')}">
</head><body><main><h1>${escape(title)}</h1>
${sections.map(([heading, text], n) => `<h2 id="s${n}">${escape(heading)}</h2>\n<p>${escape(text)}</p>`).join('\n')}
</main></body></html>
`;

export const addressOf = ({ host, path }) => `https://${host}/${path}`;

// A note that links to them all, in sentences of its own.
export const readingList = `---
title: Reading list on packed features
date: 2026-05-01
tags: [reading, 중첩]
---

${papers.map((one) => `- What I took from [${one.title}](${addressOf(one)}) is in one line: it is about ${one.sections[0][0].toLowerCase()}.`).join('\n')}
`;
