import '../../skills/other/plain.js';
