import '../../config/plain.js';
