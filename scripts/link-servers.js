// SPDX-License-Identifier: Apache-2.0
// Makes the shared-library links that each server package lists. Its own install script does, but scripts of packages
// are often switched off (`ignore-scripts`), and without the links the binaries do not start.
'use strict';
const fs = require('fs');
const path = require('path');

const modules = path.join(process.argv[2], 'node_modules');
for (const name of fs.readdirSync(modules).filter((entry) => /^pg\d+$/.test(entry))) {
    const root = path.join(modules, name);
    const list = path.join(root, 'native', 'pg-symlinks.json');
    if (!fs.existsSync(list)) continue;
    for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
        const link = path.join(root, target);
        if (fs.existsSync(link)) continue;
        fs.mkdirSync(path.dirname(link), { recursive: true });
        fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    }
}
